using Gatepost.Checks.Own;
using Gatepost.Delivery;
using Gatepost.Messages;
using Gatepost.Protocols.Text;

namespace Gatepost.Checks.ClientAccess;

/// <summary>I6: whether mail programs can tell that it is the right server (RFC 7817, RFC 8314 §4.4).</summary>
internal sealed class AccessCertificateCheck : IOwnCheck
{
    private const int SoonDays = 30, VerySoonDays = 14, ShownNames = 6;

    public static readonly FindingKind Untrusted = new("I6", Severity.Fail, "Mail programs do not trust the server's certificate")
    {
        Meaning = "No CA that is trusted here vouches for the certificate: it is self-signed, of a CA of your own, or the "
            + "certificates "
            + "between were not sent. Programs warn, and people learn to click warnings away.",
        Remedy = "Use a certificate of a public CA, which is free and renews itself, and let the server send the whole chain "
            + "(fullchain.pem). If it is of your own CA, name that under [outbound] ca_file.",
    };

    public static readonly FindingKind Expired =
        new("I6-date", Severity.Fail, "The certificate for mail programs is out of its time")
        {
            Meaning = "It has ended, or has not begun. Programs warn or refuse to connect.",
            Remedy = "Renew it and restart or reload the server; then let the renewal do both by itself.",
        };

    public static readonly FindingKind Soon = new("I6-soon", Severity.Warning, "The certificate for mail programs ends soon")
    {
        Meaning = "When it has ended, programs warn or refuse to connect. One that renews itself should have done so by now.",
        Remedy = "See why the renewal has not run, or why the server still shows the old one: it may need a reload.",
    };

    public static readonly FindingKind OtherName =
        new("I6-name", Severity.Fail, "The certificate for mail programs is for another name")
        {
            Meaning = "The name under which people's programs know the server is not in the certificate, so they warn or "
                + "refuse to "
            + "connect.",
            Remedy = "Get a certificate that bears this name too (as subjectAltName), or let programs use a name that it bears.",
        };

    public static readonly FindingKind NoDomain =
        new("I6-domain", Severity.Info, "Careful programs cannot tie the announced server to the domain")
        {
            Meaning = "An SRV record leads mail programs to a host outside of the domain, and its certificate does not bear the "
            + "domain. Since "
            + "anybody who forges DNS answers could do that, careful programs ask the person or refuse (RFC 7817 §3, RFC 6186 "
            + "§4).",
            Remedy = "Sign the domain with DNSSEC; or let the certificate bear the domain as well; or announce a name within the "
            + "domain.",
        };

    public IReadOnlyList<FindingKind> Kinds => [Untrusted, Expired, Soon, OtherName, NoDomain];

    public IEnumerable<Finding> Judge(OwnSurvey survey)
    {
        foreach (var place in AccessFinding.OpenPorts(survey))
        {
            if (place.Port.Certificate is not { } certificate) continue;
            if (OfDates(survey.At, certificate, place) is { } dated) yield return dated;
            else if (certificate.ChainProblem is { } problem) yield return AccessFinding.At(Untrusted, place, problem.Words);
            if (!place.Server.IsAddress && !certificate.Names.Match(place.Server.Host))
                yield return AccessFinding.At(OtherName, place, Shown(certificate));
        }

        foreach (var announced in survey.ClientAccess.Announced)
            foreach (var host in announced.Records.Select(static record => record.Host).Distinct())
                if (IsForeign(survey, announced, host))
                    yield return new(NoDomain, announced.Name, $"{host}, which is not below {announced.Domain}");
    }

    private static Finding? OfDates(
        DateTimeOffset now, PeerCertificate certificate, (ServerSurvey Server, PortSurvey Port) place)
    {
        var left = certificate.NotAfter - now;
        if (certificate.ChainProblem?.Reason is TlsReason.Expired or TlsReason.NotYetValid || left <= TimeSpan.Zero)
            return AccessFinding.At(Expired, place, certificate.ChainProblem?.Words ?? Day("it ended", certificate));
        if (left > TimeSpan.FromDays(SoonDays)) return null;
        var finding = AccessFinding.At(Soon, place, Day("it ends", certificate));
        return left < TimeSpan.FromDays(VerySoonDays) ? finding with { Severity = Severity.Fail, Own = Severity.Fail } : finding;
    }

    private static string Day(string what, PeerCertificate certificate) =>
        FormattableString.Invariant($"{what} on {certificate.NotAfter:yyyy-MM-dd}");

    // RFC 7817 §3: the domain that a person typed counts, or the host where the SRV answer is proven.
    private static bool IsForeign(OwnSurvey survey, AnnouncedPort announced, string host)
    {
        if (host == announced.Domain || host.EndsWith("." + announced.Domain, StringComparison.Ordinal)) return false;
        if (announced.Answer.Security is Dns.DnsSecurity.Secure) return false;
        var shown = AccessFinding.OpenPorts(survey).Where(place => place.Server.Host == host)
            .Select(static place => place.Port.Certificate).OfType<PeerCertificate>().ToList();
        return shown.Count > 0 && !shown.TrueForAll(certificate => certificate.Names.Match(announced.Domain));
    }

    private static string Shown(PeerCertificate certificate)
    {
        var names = certificate.Names.All.Select(static name => PeerText.Escape(name, 80)).ToList();
        return names.Count == 0 ? "it bears no name at all"
            : $"it is for {string.Join(", ", names.Take(ShownNames))}{(names.Count > ShownNames ? ", …" : "")}";
    }
}
