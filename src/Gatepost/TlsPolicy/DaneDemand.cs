using Gatepost.Messages;
using Gatepost.Protocols.Dane;

namespace Gatepost.TlsPolicy;

/// <summary>What the TLSA records of a host ask of it (RFC 7672 §2.2). Equal where everything in it is.</summary>
public sealed record DaneDemand
{
    /// <summary>Those that can be matched; empty: none is usable, so TLS is mandatory and nobody can be authenticated.</summary>
    public required IReadOnlyList<TlsaRecord> Records { get; init; }

    /// <summary>The TLSA base domain: where the records are, without the port; the SNI, and a name to match (RFC 7672 §2.2.3,
    /// §8.1).</summary>
    public required string BaseDomain { get; init; }

    /// <summary>The names of which a certificate under a DANE-TA record must bear one (RFC 7672 §3.2.2).</summary>
    public required IReadOnlyList<string> ReferenceNames { get; init; }

    /// <summary>Whether the MX answer, too, is proven: else nobody knows that this is the domain's host (RFC 7672
    /// §2.2.1).</summary>
    public required bool IsMxSecure { get; init; }

    /// <summary>False: it is looked at and told, and refuses nobody (RFC 7672 §9.1).</summary>
    public required bool IsEnforced { get; init; }

    /// <summary>The level that it amounts to.</summary>
    public TlsLevel Level => !IsEnforced ? TlsLevel.None : Records.Count == 0 ? TlsLevel.Encrypt : TlsLevel.DaneOnly;

    /// <inheritdoc />
    public bool Equals(DaneDemand? other) => other is not null
        && BaseDomain == other.BaseDomain && IsMxSecure == other.IsMxSecure && IsEnforced == other.IsEnforced
        && Records.SequenceEqual(other.Records) && ReferenceNames.SequenceEqual(other.ReferenceNames);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(BaseDomain, Records.Count, IsMxSecure, IsEnforced);
}
