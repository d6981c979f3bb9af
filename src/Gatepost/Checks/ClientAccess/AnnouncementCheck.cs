using Gatepost.Checks.Own;
using Gatepost.Dns;

namespace Gatepost.Checks.ClientAccess;

/// <summary>I7: what the DNS announces to mail programs (RFC 6186, RFC 8314 §5.1).</summary>
internal sealed class AnnouncementCheck : IOwnCheck
{
    public static readonly FindingKind None = new("I7", Severity.Info, "Nothing is announced to mail programs")
    {
        Meaning = "The domain has no SRV records for mail programs, so that people must type the names of servers and ports, "
            + "or their "
            + "programs guess. Guessing ends in clear text now and then.",
        Remedy = "Publish SRV records that lead to the ports with TLS from the first octet: _imaps._tcp.domain SRV 0 1 993 "
            + "mail.domain, and _submissions._tcp.domain SRV 0 1 465 mail.domain.",
    };

    public static readonly FindingKind Dns =
        new("I7-dns", Severity.Warning, "What is announced to mail programs cannot be looked up")
        {
            Meaning = "The name servers fail when they are asked for the SRV records of the domain.",
            Remedy = "Look at the name servers of the domain: dig SRV and the name, against each of them.",
        };

    public static readonly FindingKind Dead =
        new("I7-dead", Severity.Fail, "Mail programs are led to a port that does not answer")
        {
            Meaning = "An SRV record announces a host and a port to mail programs, and nothing is there. Programs that set "
            + "themselves up by "
            + "it do not get to the mail.",
            Remedy = "Correct the record, open the port, or announce that the service is not there: SRV 0 0 0 and a lone dot.",
        };

    public static readonly FindingKind Clear = new("I7-order", Severity.Warning, "Mail programs are led to STARTTLS alone")
    {
        Meaning = "The records announce the ports where TLS begins by STARTTLS, and not those where it comes first, though the "
            + "server "
            + "has them. Those should be announced, and preferred (RFC 8314 §4).",
        Remedy = "Publish the records of the other kind as well, with a priority that is not greater: _imaps beside _imap, "
            + "_pop3s beside "
            + "_pop3, _submissions beside _submission.",
    };

    public static readonly FindingKind Alias = new("I7-alias", Severity.Warning, "An SRV record for mail programs names an alias")
    {
        Meaning = "The host in the record is a CNAME, which the standard forbids (RFC 2782). Some programs do not follow it, "
            + "and look for "
            + "names in certificates at either.",
        Remedy = "Write the name at the end of the alias into the record.",
    };

    public IReadOnlyList<FindingKind> Kinds => [None, Dns, Dead, Clear, Alias];

    public IEnumerable<Finding> Judge(OwnSurvey survey) =>
        survey.ClientAccess.Announced.GroupBy(static port => port.Domain)
            .SelectMany(group => Judge(survey.ClientAccess, group.Key, [.. group]));

    private static IEnumerable<Finding> Judge(AccessSurvey access, string domain, IReadOnlyList<AnnouncedPort> announced)
    {
        foreach (var failed in announced.Where(static port => port.Answer.IsError))
            yield return new(Dns, failed.Name, failed.Answer.Outcome.Word());
        if (announced.All(static port => port.Answer is { IsError: false, Records.Count: 0 }))
        {
            if (access.Servers.Any(static server => server.Ports.Any(static port => port.State is PortState.Open)))
                yield return new(None, domain);
            yield break;
        }

        foreach (var port in announced)
            foreach (var record in port.Records)
            {
                var words = $"{record.Host}, port {record.Port}";
                if (IsDead(access, record)) yield return new(Dead, port.Name, words);
                if (access.Aliases.TryGetValue(record.Host, out var target))
                    yield return new(Alias, port.Name, $"{record.Host} leads to {target}");
            }

        foreach (var port in announced.Where(static port => !port.Port.IsImplicit && port.Records.Count > 0))
        {
            var better = announced.Single(other => other.Port.Protocol == port.Port.Protocol && other.Port.IsImplicit);
            if (IsServed(access, port, better.Port) && IsBehind(better, port)) yield return new(Clear, port.Name);
        }
    }

    private static bool IsDead(AccessSurvey access, SrvRecord record) => access.Servers
        .Where(server => server.Host == record.Host && server.Ports.Count > 0)
        .Any(server => !server.Ports.Any(port => port.Port.Number == record.Port && port.State is PortState.Open));

    private static bool IsServed(AccessSurvey access, AnnouncedPort announced, AccessPort wanted) => access.Servers.Any(server =>
        announced.Records.Any(record => record.Host == server.Host)
        && server.Ports.Any(port => port.State is PortState.Open && port.Port.Number == wanted.Number));

    private static bool IsBehind(AnnouncedPort better, AnnouncedPort port) =>
        better.Records.Count == 0 || better.Records[0].Priority > port.Records[0].Priority;
}
