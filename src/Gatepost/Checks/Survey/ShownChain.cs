using Gatepost.Delivery;

namespace Gatepost.Checks.Survey;

/// <summary>A certificate that a host showed, with what it sent behind it.</summary>
/// <param name="Host">Whose.</param>
/// <param name="Where">The host's name; the address where others of its addresses show another certificate.</param>
/// <param name="Presented">As the verifier saw it.</param>
internal sealed record ShownChain(HostSurvey Host, string Where, PeerCertificate Presented)
{
    /// <summary>The certificates, the server's own first; those that cannot be read are left out.</summary>
    public IReadOnlyList<CertificateFacts> Certificates { get; } =
        [.. Presented.Presented.Select(CertificateFacts.Read).OfType<CertificateFacts>()];

    /// <summary>Proven by TLSA records: then neither CAs nor names nor dates need count (RFC 7672 §3.1.1).</summary>
    public bool IsProvenByDane { get; } =
        Host.Demand.Dane is { Records.Count: > 0 } dane && DaneVerifier.Prove(Presented, dane).Holds;

    /// <summary>How bad it is that a CA's word is missing, here.</summary>
    public Severity Weigh(FindingKind kind) => IsProvenByDane ? Severity.Info : kind.Severity;

    /// <summary>The certificates of a host, for each kind of key that was asked for.</summary>
    public static IEnumerable<ShownChain> Of(HostSurvey host)
    {
        var met = host.Addresses.Where(address => address.Call.Certificate is not null).ToList();
        var isSame = met.DistinctBy(address => address.Call.Certificate!.Digest).Count() <= 1;
        return met
            .SelectMany(address => address.OtherKeys
                .Select(other => (Where: $"{Name(address)} (its {other.Kind} key)", other.Certificate))
                .Prepend((Where: Name(address), Certificate: address.Call.Certificate!)))
            .GroupBy(static shown => shown.Certificate.Digest)
            .Select(group => new ShownChain(host, group.First().Where, group.First().Certificate));

        string Name(AddressSurvey address) => isSame ? host.Host.Name : address.Peer;
    }
}
