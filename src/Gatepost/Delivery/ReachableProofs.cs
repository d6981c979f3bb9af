using Gatepost.Messages;
using Gatepost.TlsPolicy;

namespace Gatepost.Delivery;

/// <summary>
/// Each thing that a peer could prove, whatever was asked of it: it is judged once more as if each level had been. So what a
/// rehearsal says is what the judgement would have been.
/// </summary>
internal static class ReachableProofs
{
    private static readonly (TlsLevel Level, TlsProofs Proof)[] Levels =
    [
        (TlsLevel.Verify, TlsProofs.VerifyName), (TlsLevel.Secure, TlsProofs.SecureName), (TlsLevel.Fingerprint, TlsProofs.Pin),
    ];

    /// <summary>Over TLS.</summary>
    /// <param name="certificate">What the peer showed, or null.</param>
    /// <param name="expectation">Who it must be.</param>
    /// <param name="isStrong">Version and cipher are such as authenticated levels take.</param>
    public static TlsProofs Of(PeerCertificate? certificate, PeerExpectation expectation, bool isStrong)
    {
        var proofs = isStrong ? TlsProofs.Tls | TlsProofs.Strong : TlsProofs.Tls;
        if (certificate is null) return proofs | (expectation.Demand.Dane is { Records.Count: > 0 } ? TlsProofs.DaneFailed : 0);
        if (certificate.ChainProblem is null) proofs |= TlsProofs.TrustedChain;
        foreach (var (level, proof) in Levels)
        {
            var asked = expectation with { Floor = level, Demand = HostDemand.Nothing };
            if (PeerEvaluation.Of(certificate, asked).IsAccepted) proofs |= proof;
        }

        if (IsVouchedBySts(certificate, expectation)) proofs |= TlsProofs.Sts;
        return proofs | OfDane(certificate, expectation.Demand.Dane);
    }

    /// <summary>In clear text: nothing, and less than that where TLSA records promise TLS (RFC 7672 §2.2).</summary>
    public static TlsProofs InClear(PeerExpectation expectation) =>
        expectation.Demand.Dane is null ? TlsProofs.None : TlsProofs.DaneFailed;

    /// <summary>
    /// What a connection proves to a message for <paramref name="domain"/>. At Secure a certificate may bear the recipient's
    /// domain; a connection of which nobody asked that serves many domains, so each message asks for its own.
    /// </summary>
    public static TlsFacts ForDomain(TlsFacts tls, PeerExpectation expectation, string domain)
    {
        const TlsProofs Able = TlsProofs.TrustedChain, Known = TlsProofs.SecureName;
        if ((tls.Proofs & (Able | Known)) != Able || expectation.PartnerNames().Count > 0) return tls;
        if (!PeerExpectation.NamesOf(domain).Any(name => CertificateNames.Match(tls.Names, name))) return tls;
        return tls with { Proofs = tls.Proofs | Known, Reachable = Assurance.PartnerVerified };
    }

    private static bool IsVouchedBySts(PeerCertificate certificate, PeerExpectation expectation)
    {
        if (!expectation.Demand.IsVouchedBySts) return false;
        var demand = new HostDemand { IsVouchedBySts = true, MustVerifyName = true };
        return PeerEvaluation.Of(certificate, expectation with { Floor = TlsLevel.May, Demand = demand }).IsAccepted;
    }

    // Without a usable record TLS alone is promised. Where the MX answer is not proven a match does not prove the domain.
    private static TlsProofs OfDane(PeerCertificate certificate, DaneDemand? dane)
    {
        if (dane is not { Records.Count: > 0 }) return TlsProofs.None;
        if (!DaneVerifier.Prove(certificate, dane).Holds) return TlsProofs.DaneFailed;
        return dane.IsMxSecure ? TlsProofs.Dane : TlsProofs.None;
    }
}
