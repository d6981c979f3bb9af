namespace Gatepost.Messages;

/// <summary>
/// What each level demands of a peer, as a table: what <c>gatepost report rehearse</c> goes by. A test holds it against the
/// judgement of Delivery, so a rehearsal says what the play would.
/// </summary>
public static class TlsDemands
{
    /// <summary>Whether a peer that proves this much is one that the level takes.</summary>
    public static bool IsMetBy(this TlsLevel level, TlsProofs proofs) => level switch
    {
        TlsLevel.None or TlsLevel.May => true,
        TlsLevel.Encrypt => proofs.HasFlag(TlsProofs.Tls),
        TlsLevel.Dane => !proofs.HasFlag(TlsProofs.DaneFailed),
        TlsLevel.Fingerprint => proofs.HasFlag(TlsProofs.Tls | TlsProofs.Strong | TlsProofs.Pin),
        TlsLevel.DaneOnly => proofs.HasFlag(TlsProofs.Tls | TlsProofs.Strong | TlsProofs.Dane),
        TlsLevel.Verify => proofs.HasFlag(TlsProofs.Tls | TlsProofs.Strong | TlsProofs.VerifyName),
        TlsLevel.Secure => proofs.HasFlag(TlsProofs.Tls | TlsProofs.Strong | TlsProofs.SecureName),
        _ => throw new ArgumentOutOfRangeException(nameof(level)),
    };

    /// <summary>Why a level would not take a peer; None where it would.</summary>
    /// <param name="level">The level.</param>
    /// <param name="proofs">What the peer proved.</param>
    /// <param name="reason">Why it proved no more, at the level that was asked then.</param>
    public static TlsReason WhyNot(this TlsLevel level, TlsProofs proofs, TlsReason reason)
    {
        if (level.IsMetBy(proofs)) return TlsReason.None;
        if (!proofs.HasFlag(TlsProofs.Tls)) return Known(reason);
        return level switch
        {
            TlsLevel.Fingerprint when !proofs.HasFlag(TlsProofs.Pin) => reason is TlsReason.OtherKey ? reason : TlsReason.NoPin,
            TlsLevel.Dane or TlsLevel.DaneOnly when proofs.HasFlag(TlsProofs.DaneFailed) => OfDane(reason),
            TlsLevel.DaneOnly when !proofs.HasFlag(TlsProofs.Dane) => OfDane(reason, TlsReason.NoDane),
            TlsLevel.Verify when !proofs.HasFlag(TlsProofs.VerifyName) => OfName(proofs, reason, TlsReason.OtherName),
            TlsLevel.Secure when !proofs.HasFlag(TlsProofs.SecureName) => OfName(proofs, reason, TlsReason.NoKnownName),
            _ => TlsReason.WeakTls,
        };
    }

    private static TlsReason Known(TlsReason reason) => reason is TlsReason.None ? TlsReason.Other : reason;

    private static TlsReason OfDane(TlsReason reason, TlsReason otherwise = TlsReason.DaneMismatch) =>
        reason is TlsReason.DaneMismatch or TlsReason.DaneUnavailable ? reason : otherwise;

    // With a good chain only the name can be wrong; without one the reason is the chain's.
    private static TlsReason OfName(TlsProofs proofs, TlsReason reason, TlsReason name) =>
        proofs.HasFlag(TlsProofs.TrustedChain) ? name : Known(reason);
}
