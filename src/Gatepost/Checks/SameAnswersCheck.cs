using Gatepost.Checks.Survey;
using Gatepost.Delivery;
using Gatepost.Messages;

namespace Gatepost.Checks;

/// <summary>B8, D11: whether all addresses of a host, and all hosts, show the same.</summary>
internal sealed class SameAnswersCheck : ICheck
{
    public static readonly FindingKind Assurances = new("B8", Severity.Warning, "The addresses of one host differ in protection")
    {
        Meaning = "What can be proven depends on the address that a sender happens to use, IPv4 or IPv6 for instance, or on "
            + "the machine behind a load balancer. If encryption is enforced, some mail arrives and some does not, by "
            + "chance.",
        Remedy = "Whoever runs the host installs the same certificate and TLS settings on every machine behind its name.",
    };

    public static readonly FindingKind Certificates =
        new("D11", Severity.Info, "The addresses of one host show different certificates")
        {
            Meaning = "That is in order as long as each is valid. It means that each is renewed by itself, and can be forgotten "
                + "by itself; TLSA records must name all of them.",
            Remedy = "Nothing, if that is meant. Otherwise install the same certificate everywhere.",
        };

    public static readonly FindingKind Repeated =
        new("B8-repeat", Severity.Warning, "One address answers differently from call to call")
        {
            Meaning = "Two calls to the same address, one after the other, met different protection: several machines stand "
                + "behind it (a load balancer), and they are not set up alike. If encryption is enforced, mail arrives by "
                + "chance.",
            Remedy = "Whoever runs the host installs the same certificate and TLS settings on every machine behind the address.",
        };

    public IReadOnlyList<FindingKind> Kinds => [Assurances, Repeated, Certificates];

    public IEnumerable<Finding> Judge(DomainSurvey survey)
    {
        foreach (var host in survey.Hosts)
        {
            var answered = host.Addresses.Where(address => address.Reachable is not null).ToList();
            var levels = answered.Select(address => address.Reachable!.Value).Distinct().Order().ToList();
            if (levels.Count > 1)
                yield return new(Assurances, host.Host.Name, string.Join(", ", answered
                    .Select(address => $"[{address.Address.Address}] {address.Reachable!.Value.Word()}")));
            var shown = answered.Select(address => address.Tls.CertificateDigest).OfType<string>().Distinct().Count();
            if (shown > 1) yield return new(Certificates, host.Host.Name, $"{shown} certificates");
            foreach (var address in host.Addresses)
                if (Differs(host, address) is { } why) yield return new(Repeated, address.Peer, why);
        }
    }

    private static string? Differs(HostSurvey host, AddressSurvey address)
    {
        if (address.Second is not { } second) return null;
        if (address.OffersStartTls != second.OffersStartTls)
            return $"STARTTLS was offered only on the {(second.OffersStartTls ? "second" : "first")} of two calls";
        if (address.Call.Certificate is not { } first || second.Certificate is null) return null;
        var proves = Proves(host, first);
        return proves == Proves(host, second.Certificate)
            ? null
            : $"only the certificate of the {(proves ? "first" : "second")} of two calls proves the host";
    }

    private static bool Proves(HostSurvey host, PeerCertificate shown) =>
        shown.ChainProblem is null && shown.Names.Match(host.Host.Name);
}
