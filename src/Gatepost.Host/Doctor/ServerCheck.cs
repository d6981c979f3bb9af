using System.Globalization;
using Gatepost.Checks;
using Gatepost.Host.Admin;
using Gatepost.Host.Verbs;

namespace Gatepost.Host.Doctor;

/// <summary>S: whether Gatepost runs, and what it says of itself.</summary>
internal sealed class ServerCheck : IDoctorCheck
{
    public static readonly FindingKind Down = new("S1", Severity.Fail, "No Gatepost runs on this data folder")
    {
        Meaning = "No mail is taken, and none that waits in the queue is carried on. Other servers try again for some days, "
            + "so nothing is lost yet.",
        Remedy = "Start it (systemctl start gatepost) and look at what it logs (journalctl -u gatepost): where it ends again at "
            + "once, its last line says why.",
    };

    public static readonly FindingKind Silent = new("S2", Severity.Fail, "The running Gatepost does not answer")
    {
        Meaning = "A process has the data folder, and nobody answers at its socket. It may be starting or stopping; where it "
            + "stays so it hangs, and so may the mail.",
        Remedy = "Look again in a minute. If it stays so, keep its log for a report (journalctl -u gatepost) and restart it "
            + "(systemctl restart gatepost): what it has acknowledged is on the disk.",
    };

    public static readonly FindingKind Failing = new("S3", Severity.Fail, "The running Gatepost takes no mail")
    {
        Meaning = "It answers clients with 452 or 451. They try again for some days, so nothing is lost yet.",
        Remedy = "Mend what it names. It notices by itself and goes on; a restart is not needed.",
    };

    public static readonly FindingKind Warns = new("S4", Severity.Warning, "The running Gatepost warns")
    {
        Meaning = "Mail flows, and something that it depends on is not in order, as /health/ready says too.",
        Remedy = "Mend what it names; docs/runbook.md says more of each.",
    };

    public static readonly FindingKind OtherVersion = new("S5", Severity.Warning, "The running Gatepost is of another version")
    {
        Meaning = "The program was replaced, and the old one still runs: what is new or mended in it is not in force.",
        Remedy = "Restart it when it suits (systemctl restart gatepost); what waits in the queue stays there.",
    };

    public static readonly FindingKind Faults = new("S6", Severity.Warning, "The running Gatepost has met faults of its own")
    {
        Meaning = "While it carried mail something happened that must not happen. The messages concerned wait and are "
            + "tried again.",
        Remedy = "Look for lines of level \"error\" in its log (journalctl -u gatepost -p err), and report them with their "
            + "traces.",
    };

    public static readonly FindingKind Refused = new("S7", Severity.Warning, "The disk has refused writes since Gatepost started")
    {
        Meaning = "Mail was refused for the time being (451 or 452), and what had been delivered could not be noted, so it may "
            + "have been delivered twice. Nothing that was acknowledged is lost.",
        Remedy = "Look at the system's log for errors of the disk (journalctl -k), and at its free space in those days. The "
            + "count begins anew with a restart.",
    };

    public static readonly FindingKind Denied = new("S8", Severity.Warning, "We may not talk to the running Gatepost")
    {
        Meaning = "Only the user that it runs as may open its socket, so what it says of itself is missing here.",
        Remedy = "Run this as that user: sudo -u gatepost gatepost doctor.",
    };

    public string Subject => "server";

    public IReadOnlyList<FindingKind> Kinds => [Down, Silent, Failing, Warns, OtherVersion, Faults, Refused, Denied];

    public IEnumerable<Finding> Judge(Examination seen)
    {
        var (server, folder) = (seen.Server, seen.Folder);
        if (!server.Runs)
        {
            // Who has a folder that we may not enter cannot be seen; that it is so is told by itself.
            if (folder.State is FolderState.Denied) yield break;
            var isNew = folder.State is FolderState.Missing;
            yield return new(Down, folder.Path, isNew ? "none has run on it yet" : "")
            {
                Severity = isNew ? Severity.Info : Severity.Fail,
            };
            yield break;
        }

        var who = server.Process is { } process ? $"process {process}" : "the running server";
        if (server.IsDenied) yield return new(Denied, folder.Path, who);
        else if (server.Health is null) yield return new(Silent, who, server.Problem ?? "");
        foreach (var finding in OfHealth(server.Health, who)) yield return finding;
        if (server.Count("gatepost_dispatch_faults_total") is > 0 and var faults)
            yield return new(Faults, who, string.Create(CultureInfo.InvariantCulture, $"{faults} since it started"));
        if (server.Count("gatepost_storage_failures_total") is > 0 and var failures)
            yield return new(Refused, who, string.Create(CultureInfo.InvariantCulture, $"{failures} since it started"));
    }

    public string Well(Examination seen) => seen.Server.Process is { } process ? $"process {process} answers, and is well"
        : seen.Server.Runs ? "it answers, and is well"
        : seen.Folder.State is FolderState.Missing ? "none has run yet" : "cannot be seen from here";

    private static IEnumerable<Finding> OfHealth(HealthReport? health, string who)
    {
        if (health is null) yield break;
        foreach (var check in health.Checks)
        {
            if (check.Status is HealthCheck.Failing) yield return new(Failing, check.Name, check.Detail);
            else if (check.Status is HealthCheck.Warning) yield return new(Warns, check.Name, check.Detail);
        }

        if (health.Version != VersionVerb.Number)
            yield return new(OtherVersion, who, $"it is {health.Version}, and this program is {VersionVerb.Number}");
    }
}
