using Gatepost.Messages;
using Gatepost.Protocols.Smtp;

namespace Gatepost.TlsPolicy;

/// <summary>What is demanded of one host of a route, beyond the level that holds for all of them.</summary>
public sealed record HostDemand
{
    /// <summary>A host of which no more is demanded than of all.</summary>
    public static readonly HostDemand Nothing = new();

    /// <summary>Why no mail may go to this host now, as a reply of ours; null: it may be tried.</summary>
    public SmtpReply? Refusal { get; init; }

    /// <summary>The same as a class that can be counted.</summary>
    public TlsReason RefusalReason { get; init; }

    /// <summary>What its TLSA records ask; null: it has none, or nobody asked for them.</summary>
    public DaneDemand? Dane { get; init; }

    /// <summary>The certificate must be valid for the host's name, by a CA that we trust.</summary>
    public bool MustVerifyName { get; init; }

    /// <summary>MTA-STS in enforce mode vouches for the host's name (RFC 8461 §4.1).</summary>
    public bool IsVouchedBySts { get; init; }

    /// <summary>Whether MTA-STS vouches for it cannot be known now: a look-up or a fetch has failed.</summary>
    public bool IsStsUnknown { get; init; }

    /// <summary>Clear text is refused.</summary>
    public bool MustEncrypt { get; init; }

    /// <summary>What REQUIRETLS on the message asks of it.</summary>
    public RequireTlsTerms RequireTls { get; init; }

    /// <summary>The level that this amounts to by itself; None where nothing is demanded.</summary>
    public TlsLevel Level => TlsLevels.Stricter(
        MustVerifyName ? TlsLevel.Verify : MustEncrypt ? TlsLevel.Encrypt : TlsLevel.None, Dane?.Level ?? TlsLevel.None);

    /// <summary>Both demands at once: where two sources speak, both must hold.</summary>
    public HostDemand And(HostDemand other) => new()
    {
        Refusal = Refusal ?? other.Refusal,
        RefusalReason = Refusal is null ? other.RefusalReason : RefusalReason,
        Dane = Dane ?? other.Dane,
        MustVerifyName = MustVerifyName || other.MustVerifyName,
        IsVouchedBySts = IsVouchedBySts || other.IsVouchedBySts,
        IsStsUnknown = IsStsUnknown || other.IsStsUnknown,
        MustEncrypt = MustEncrypt || other.MustEncrypt,
        RequireTls = (RequireTlsTerms)Math.Max((int)RequireTls, (int)other.RequireTls),
    };
}
