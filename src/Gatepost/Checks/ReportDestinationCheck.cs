using Gatepost.Checks.Survey;
using Gatepost.Protocols.Text;
using Gatepost.TlsPolicy.Sts;

namespace Gatepost.Checks;

/// <summary>G6, G7: whether reports about TLS can get to where the domain wants them.</summary>
internal sealed class ReportDestinationCheck : ICheck
{
    private const int ShownUri = 120, ServerError = 500;

    public static readonly FindingKind Silent = new("G6", Severity.Info, "A page that should take TLS reports does not answer")
    {
        Own = Severity.Warning,
        Meaning = "The domain's record for reports about TLS (TLS-RPT) names a web page to which senders bring them, and nobody "
            + "answers there, or the server fails. Reports that go there are lost.",
        Remedy = "Whoever runs the page mends it, or the domain's owner takes it out of rua in the record at _smtp._tls.",
    };

    public static readonly FindingKind Unproven =
        new("G6-cert", Severity.Info, "A page that should take TLS reports has no valid certificate")
        {
            Own = Severity.Warning,
            Meaning = "The certificate of the page has expired, is for another name, or no CA vouches for it. Senders may bring "
                + "their reports all the same (RFC 8460 §3), and many do not.",
            Remedy = "Whoever runs the page gets a valid certificate for its name.",
        };

    public static readonly FindingKind NoMail = new("G7", Severity.Info, "A mailbox for TLS reports cannot get mail")
    {
        Own = Severity.Warning,
        Meaning = "The record for reports about TLS (TLS-RPT) names a mail address in a domain that takes no mail: it does not "
            + "exist, its mail hosts cannot be found, or it says itself that it takes none. Reports that go there are lost.",
        Remedy = "The domain's owner puts an address that works into rua in the record at _smtp._tls.",
    };

    public IReadOnlyList<FindingKind> Kinds => [Silent, Unproven, NoMail];

    public IEnumerable<Finding> Judge(DomainSurvey survey)
    {
        foreach (var (uri, page, noMail) in survey.ReportDestinations)
        {
            var shown = PeerText.Escape(uri, ShownUri);
            if (noMail is not null) yield return new(NoMail, survey.Domain, $"{shown}: {noMail}");
            else if (page is { Fault: HttpsFault.Unproven }) yield return new(Unproven, survey.Domain, $"{shown}: {page.Words}");
            else if (page is { Fault: not HttpsFault.None }) yield return new(Silent, survey.Domain, $"{shown}: {page.Words}");
            // A page that only takes reports may say 404 or 405 to whoever only looks.
            else if (page is { Status: >= ServerError })
                yield return new(Silent, survey.Domain, $"{shown}: it answered {page.Status}");
        }
    }
}
