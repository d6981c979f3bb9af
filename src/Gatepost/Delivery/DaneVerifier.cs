using Gatepost.Messages;
using Gatepost.Protocols.Dane;
using Gatepost.TlsPolicy;

namespace Gatepost.Delivery;

/// <summary>
/// Holds what a server presented against its TLSA records (RFC 7672 §3). A DANE-EE record names the server's own key, and nothing
/// else about the certificate counts: neither its names nor its dates. A DANE-TA record names an authority: the certificate must
/// lead to it, bear a fitting name and be in date. The authorities of the world have no say in either.
/// </summary>
internal static class DaneVerifier
{
    /// <summary>How a certificate fares against the records, at least one of which is usable.</summary>
    public static PeerProof Prove(PeerCertificate certificate, DaneDemand demand)
    {
        // RFC 7672 §2.2.1: where the MX answer is not proven, a match proves the host, not that it is the domain's.
        var assurance = demand.IsMxSecure ? Assurance.DaneVerified : Assurance.HostVerified;
        string? problem = null;
        foreach (var record in TlsaSet.Strongest(demand.Records))
        {
            var why = record.Usage is TlsaUsage.DaneEe
                ? EndEntity(certificate, record)
                : TrustAnchor(certificate, record, demand.ReferenceNames);
            if (why is null) return new(assurance, demand.IsEnforced, $"TLSA {record} at {demand.BaseDomain}", null);
            // What is wrong with a chain says more than that another record fits even less.
            if (problem is null || record.Usage is TlsaUsage.DaneTa) problem = why;
        }

        problem ??= "there is no record to hold the certificate against";
        return new(assurance, demand.IsEnforced, null, new(TlsReason.DaneMismatch, problem));
    }

    private static string? EndEntity(PeerCertificate certificate, TlsaRecord record) =>
        TlsaMatch.IsMatch(record, certificate.Presented[0])
            ? null
            : "the certificate is not the one that the domain's TLSA records name "
                + $"(its SHA-256 digest is {certificate.Digest}, its key's {certificate.PublicKeyDigest})";

    private static string? TrustAnchor(PeerCertificate certificate, TlsaRecord record, IReadOnlyList<string> names)
    {
        using var chain = new DaneChain(certificate, record);
        if (chain.Problem is { } problem) return problem;
        return names.Any(certificate.Names.MatchOrCommonName)
            ? null
            : $"the certificate leads to the authority of the TLSA records, but is not for {string.Join(" or ", names)}";
    }
}
