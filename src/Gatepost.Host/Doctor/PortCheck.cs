using Gatepost.Checks;
using Gatepost.Host.Output;

namespace Gatepost.Host.Doctor;

/// <summary>P: whether we can listen where we should, and reach others.</summary>
internal sealed class PortCheck : IDoctorCheck
{
    public static readonly FindingKind Taken = new("P1", Severity.Fail, "Another program has a port of ours")
    {
        Meaning = "Gatepost does not start while it has it: on a machine with a mail server that came with the system this is "
            + "the usual reason.",
        Remedy = "End that program and keep it from starting (systemctl disable --now postfix or exim4), or let one of the "
            + "two listen elsewhere.",
    };

    public static readonly FindingKind Denied = new("P2", Severity.Fail, "We may not listen on a port of ours")
    {
        Meaning = "Ports below 1024 need a right that this user has not. The service has it from its unit; where this is not run "
            + "by the service, it may be that nothing is wrong.",
        Remedy = "Use the unit (systemctl start gatepost), or give the program the right: setcap cap_net_bind_service=+ep "
            + "/usr/bin/gatepost.",
    };

    public static readonly FindingKind Elsewhere = new("P3", Severity.Fail, "A listener has an address of another machine")
    {
        Meaning = "Gatepost does not start. The address is wrong, has moved to another machine, or comes up only after Gatepost.",
        Remedy = "Correct \"listen\" of that listener, or have the unit wait for the address (After=network-online.target).",
    };

    public static readonly FindingKind Unheard = new("P4", Severity.Fail, "The running Gatepost does not listen where it should")
    {
        Meaning = "The configuration names an address at which nobody answers: it was mostly changed after the start, and where "
            + "Gatepost listens changes only with a restart.",
        Remedy = "Restart it when it suits (systemctl restart gatepost).",
    };

    public static readonly FindingKind Untried = new("P5", Severity.Info, "Whether port 25 is open to the world was not tried")
    {
        Meaning = "It cannot be seen without calling servers of strangers, which this does not do; and the ledger knows of no "
            + "delivery to one within the last day. Many providers block port 25.",
        Remedy = "Try it with a domain of a friend: gatepost check DOMAIN. If nothing can be reached, ask the provider to open "
            + "port 25, or use a smart host.",
    };

    public string Subject => "ports";

    public IReadOnlyList<FindingKind> Kinds => [Taken, Denied, Elsewhere, Unheard, Untried];

    public IEnumerable<Finding> Judge(Examination seen)
    {
        foreach (var port in seen.Ports)
        {
            FindingKind? kind = port.State switch
            {
                PortState.Taken => Taken,
                PortState.Denied => Denied,
                PortState.Elsewhere => Elsewhere,
                PortState.Unheard => Unheard,
                _ => null,
            };
            if (kind is not null) yield return new(kind, $"{port.Name}, {port.EndPoint}", port.Words);
        }

        if (seen.Config.Outbound.SmartHost is null && seen.Data?.Ledger?.DeliveredOut is null)
            yield return new(Untried, "outbound");
    }

    public string Well(Examination seen)
    {
        var ports = string.Join(", ", seen.Ports.Select(static port =>
            $"{port.Name} {port.EndPoint} {(port.State is PortState.Ours ? "is ours" : "is free")}"));
        var last = seen.Data?.Ledger?.DeliveredOut is { } at ? $"; mail last went out {Amount.Span(seen.Now - at)} ago" : "";
        return ports + last;
    }
}
