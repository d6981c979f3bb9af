using Gatepost.Checks.Own;
using Gatepost.Protocols.MailAccess;
using Gatepost.Protocols.Text;
using Gatepost.TlsPolicy.Sts;

namespace Gatepost.Checks.ClientAccess;

/// <summary>I8: the pages from which mail programs set themselves up.</summary>
internal sealed class SetupPageCheck : IOwnCheck
{
    private const int Unauthorized = 401, Forbidden = 403, BadMethod = 405;

    public static readonly FindingKind None =
        new("I8", Severity.Info, "There is no page from which mail programs set themselves up")
        {
            Meaning = "Programs look for a page at autoconfig.domain (Thunderbird and most others) and autodiscover.domain "
            + "(Outlook). Without "
            + "one, people type names and ports, and choose the protection themselves.",
            Remedy = "Nothing is broken. Many mail servers can serve such pages; they need a certificate for those names.",
        };

    public static readonly FindingKind Unproven =
        new("I8-tls", Severity.Fail, "The page for mail programs shows a certificate that is not valid")
        {
            Meaning = "The host answers over HTTPS and does not prove its name: its certificate has ended, is for another "
                + "name, or "
            + "no CA vouches "
            + "for it. Programs warn, or take the page over plain HTTP instead, where anybody can change it.",
            Remedy = "Get a certificate for that name and let it renew itself; or remove the name from the DNS if nobody "
                + "serves it.",
        };

    public static readonly FindingKind Unreachable =
        new("I8-down", Severity.Warning, "The page for mail programs cannot be reached over HTTPS")
        {
            Meaning = "The name is in the DNS or cannot be looked up, and no page came from there over HTTPS. Programs wait, and "
                + "some take the page over plain HTTP instead, where anybody can change it.",
            Remedy = "Serve the page over HTTPS, or remove the name from the DNS.",
        };

    public static readonly FindingKind Broken = new("I8-page", Severity.Warning, "The page for mail programs cannot be read")
    {
        Meaning = "The page comes, and is not the document that programs look for. They fall back to guessing.",
        Remedy = "Let the server answer with the XML document (clientConfig, or Autodiscover), or with 404 where there is none.",
    };

    public static readonly FindingKind InTheClear =
        new("I8-clear", Severity.Fail, "The page for mail programs leads them to clear text")
        {
            Meaning = "The page tells programs to connect without TLS. They do as they are told: passwords and mail cross the "
            + "network in clear "
            + "text.",
            Remedy = "Name the ports with TLS from the first octet: 993 for IMAP, 995 for POP3, 465 for sending; socketType "
                + "SSL in "
            + "autoconfig, SSL on in autodiscover.",
        };

    public IReadOnlyList<FindingKind> Kinds => [None, Unproven, Unreachable, Broken, InTheClear];

    public IEnumerable<Finding> Judge(OwnSurvey survey)
    {
        foreach (var domain in survey.ClientAccess.Pages.GroupBy(static page => page.Domain))
        {
            if (domain.All(IsAbsent)) yield return new(None, domain.Key);
            foreach (var finding in domain.SelectMany(Judge)) yield return finding;
        }
    }

    private static IEnumerable<Finding> Judge(SetupPage page)
    {
        // The domain itself is its web server, which owes nobody such a page.
        var isWeb = page.Place.StartsWith($"https://{page.Domain}/", StringComparison.Ordinal);
        var answer = page.Answer;
        if (!isWeb && answer.Fault is HttpsFault.Unproven) yield return new(Unproven, page.Place, answer.Words);
        if (!isWeb && answer.Fault is HttpsFault.Unreachable) yield return new(Unreachable, page.Place, answer.Words);
        if (answer is { Fault: HttpsFault.None, Status: 200 } && page.Document is null && !isWeb)
            yield return new(Broken, page.Place, answer.MediaType is { } type ? $"it is sent as {PeerText.Quote(type, 60)}" : "");
        var clear = (page.Document?.Servers ?? []).Where(static server => server.Security is SetupSecurity.Clear).ToList();
        if (clear.Count > 0)
            yield return new(InTheClear, page.Place, string.Join(", ", clear.Select(static server =>
                $"{server.Protocol} {PeerText.Escape(server.Host, 80)}{(server.Port is { } port ? $" port {port}" : "")}")));
    }

    private static bool IsAbsent(SetupPage page) => page.Document is null && page.Answer is
    { Fault: HttpsFault.NoHost } or { Fault: HttpsFault.None, Status: not (Unauthorized or Forbidden or BadMethod) }
        || page.Document is null && page.Place.StartsWith($"https://{page.Domain}/", StringComparison.Ordinal);
}
