using Gatepost.Checks.Survey;
using Gatepost.Checks.TlsProbing;

namespace Gatepost.Checks;

/// <summary>B11: at our own place, whether tickets are given that some senders stumble over.</summary>
internal sealed class SessionTicketCheck : ICheck
{
    public static readonly FindingKind Given = new("B11", Severity.Info, "TLS sessions can be resumed by ticket")
    {
        Meaning = "A client that comes again shows a ticket that the server gave it, and both spare themselves half of the work. "
            + "That is usual. With some servers the senders of Microsoft (outlook.com, Exchange Online) broke off when a ticket "
            + "of TLS 1.3 came at a moment they did not expect: their mail came late, or not at all.",
        Remedy = "Nothing, as long as mail from Microsoft comes. Otherwise switch tickets off: tls_tickets = false in the "
            + "[[listener]] of Gatepost, tls_ssl_options = NO_TICKET in Postfix.",
    };

    public IReadOnlyList<FindingKind> Kinds => [Given];

    public IEnumerable<Finding> Judge(DomainSurvey survey) => !survey.IsOwn ? [] : survey.Addresses
        .Where(static address => address.Probe?.Features.Tls13Tickets is Observed.Yes)
        .Select(static address => new Finding(Given, address.Peer, "in TLS 1.3"));
}
