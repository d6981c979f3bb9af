using Gatepost.Checks.Survey;
using Gatepost.Dns;
using Gatepost.Protocols.Text;

namespace Gatepost.Checks;

/// <summary>A7: whether an address, its names and the server's greeting fit together.</summary>
internal sealed class NamesOfAddressCheck : ICheck
{
    public static readonly FindingKind NoName = new("A7", Severity.Info, "The address of a mail host has no name")
    {
        Own = Severity.Warning,
        Meaning = "No PTR record leads from the address back to a name. It does not matter for mail that is brought there; but "
            + "if the same machine also sends mail, many receivers refuse it for that.",
        Remedy = "Whoever provides the address (the hosting company, mostly) sets its PTR record to the name of the mail "
            + "server.",
    };

    public static readonly FindingKind NotBack = new("A7-back", Severity.Info, "The name of an address does not lead back to it")
    {
        Own = Severity.Warning,
        Meaning = "The address has a name, but that name has another address, or none. Receivers that check both ways "
            + "distrust mail from such machines.",
        Remedy = "Set the PTR record to a name whose address record is this address.",
    };

    public static readonly FindingKind Greeting = new("A7-greeting", Severity.Info, "The server greets with a name that is none")
    {
        Own = Severity.Warning,
        Meaning = "The first line of the server should bear its full name in the DNS (RFC 5321 §4.2). It makes logs hard to "
            + "read, and points to a server that was installed and not set up.",
        Remedy = "Whoever runs the server sets its host name (myhostname in Postfix, the connector's FQDN in Exchange).",
    };

    public IReadOnlyList<FindingKind> Kinds => [NoName, NotBack, Greeting];

    public IEnumerable<Finding> Judge(DomainSurvey survey)
    {
        foreach (var address in survey.Addresses.Where(_ => survey.IsByMx))
        {
            if (address.Names.Outcome is DnsOutcome.NoData or DnsOutcome.NxDomain) yield return new(NoName, address.Peer);
            else if (address.Names.Outcome is DnsOutcome.Found && !address.LeadsBack)
                yield return new(NotBack, address.Peer, $"it is called {PeerText.Escape(address.Names.Records[0], 100)}");

            if (!address.Answered) continue;
            var name = address.Call.Greeting!.Text.Split(' ')[0];
            if (!name.Contains('.') || name.StartsWith('*'))
                yield return new(Greeting, address.Peer, PeerText.Quote(name, 60));
        }
    }
}
