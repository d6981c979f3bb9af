using Gatepost.Checks.Own;
using Gatepost.Dns;

namespace Gatepost.Checks.ClientAccess;

/// <summary>I1: which servers people's programs use, and what is there.</summary>
internal sealed class AccessServerCheck : IOwnCheck
{
    public static readonly FindingKind Unknown =
        new("I1", Severity.Info, "It is not known from which servers people read their mail")
        {
            Meaning = "Neither the configuration nor the DNS of our domains names a server with which mail programs talk, so it "
            + "was not "
            + "checked whether passwords and mail are protected on that way.",
            Remedy = "Name the server that people set in their programs: gatepost check --own --client-host mail.example.org.",
        };

    public static readonly FindingKind NoAddress = new("I1-address", Severity.Fail, "A server for mail programs has no address")
    {
        Meaning = "The name is announced to mail programs, or is set in the configuration, and the DNS knows no address of it: "
            + "nobody "
            + "can read or send mail there.",
        Remedy = "Correct the name, or give it an address. If it is known inside of your network only, run the check there.",
    };

    public static readonly FindingKind Nothing = new("I1-none", Severity.Info, "A server serves no mail programs")
    {
        Meaning = "None of the usual ports (465, 587, 993, 143, 995, 110) answers there. If people read their mail in another "
            + "way, as in "
            + "a browser or with Exchange, all is well.",
        Remedy = "Nothing, if that is so. Otherwise name the server that people set in their programs with --client-host.",
    };

    public static readonly FindingKind Closed = new("I1-closed", Severity.Info, "Some ports for mail programs are not served")
    {
        Meaning = "Nothing answers at these ports. Not every server has every service, and one that is not there cannot be "
            + "attacked.",
        Remedy = "Nothing, unless you meant to serve them. \"no answer\" instead of \"closed\" points to a firewall.",
    };

    public static readonly FindingKind Unfit =
        new("I1-odd", Severity.Warning, "A port for mail programs does not answer as it should")
        {
            Meaning = "Something takes the connection, and then does not speak the protocol of that port, or turns us away.",
            Remedy = "See which program listens there, and whether the machine on which you run the check may talk to it.",
        };

    public IReadOnlyList<FindingKind> Kinds => [Unknown, NoAddress, Nothing, Closed, Unfit];

    public IEnumerable<Finding> Judge(OwnSurvey survey)
    {
        var access = survey.ClientAccess;
        if (access.Servers.Count == 0) yield return new(Unknown, "this gateway");
        foreach (var finding in access.Servers.SelectMany(Judge)) yield return finding;
    }

    private static IEnumerable<Finding> Judge(ServerSurvey server)
    {
        var source = string.Join(", ", server.Sources);
        if (server.Addresses.Outcome is not DnsOutcome.Found)
        {
            var why = server.Addresses.IsError ? server.Addresses.Outcome.Word() : "the DNS knows no address";
            yield return new(NoAddress, server.Host, $"{why} ({source})");
            yield break;
        }

        foreach (var port in server.Ports.Where(static port => port.State is PortState.Unfit))
            yield return new(Unfit, server.At(port), port.Problem);
        var missing = server.Ports.Where(static port => port.State is PortState.Closed or PortState.Silent).ToList();
        if (missing.Count == server.Ports.Count) yield return new(Nothing, server.Host, source);
        else if (missing.Count > 0)
            yield return new(Closed, server.Host, string.Join("; ", missing.GroupBy(static port => port.State).Select(Words)));
    }

    private static string Words(IGrouping<PortState, PortSurvey> ports) =>
        $"{(ports.Key is PortState.Closed ? "closed" : "no answer")}: {Numbers(ports)}";

    private static string Numbers(IEnumerable<PortSurvey> ports) =>
        string.Join(", ", ports.Select(static port => port.Port.Number).Distinct().Order());
}
