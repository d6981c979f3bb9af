using Gatepost.Checks;
using Gatepost.Host.Output;
using Gatepost.Protocols.Text;
using Gatepost.Storage.Upkeep;

namespace Gatepost.Host.Doctor;

/// <summary>M7 to M10: what waits, for how long, and for what.</summary>
internal sealed class QueueCheck : IDoctorCheck
{
    private const int MostDestinations = 5, LongestReason = 200;
    private static readonly TimeSpan Long = TimeSpan.FromHours(4), Overdue = TimeSpan.FromMinutes(10);

    public static readonly FindingKind NotCarried = new("M7", Severity.Fail, "Mail is due and is not carried")
    {
        Meaning = "A server runs, and a message has been due for some time without an attempt: the queue is longer than the "
            + "server can work off, or something hangs.",
        Remedy = "See whether gatepost.messages.out grows and whether outbound.concurrency is reached (docs/runbook.md). If "
            + "nothing moves, keep the log for a report and restart Gatepost.",
    };

    public static readonly FindingKind ForEncryption = new("M8", Severity.Warning, "Mail waits because it cannot be encrypted")
    {
        Meaning = "It cannot be encrypted as an agreement, DANE, MTA-STS or a row of the configuration demands. It goes back to "
            + "its senders when its lifetime is over, unless somebody acts.",
        Remedy = "Ask the other side to mend it: \"gatepost check DOMAIN\" says what. Or decide: \"gatepost queue release ID "
            + "--once\" lets one message go without.",
    };

    public static readonly FindingKind Waits = new("M9", Severity.Warning, "Mail has waited for long")
    {
        Meaning = "Attempts were made and failed, for the reason that is shown. It is tried again until queue.lifetime is over, "
            + "and then goes back to its senders.",
        Remedy = "Where the reason is ours (DNS, network, a refused address), mend it, then \"gatepost queue retry --domain "
            + "DOMAIN\". Else wait, or ask the other side's postmaster.",
    };

    public static readonly FindingKind Held = new("M10", Severity.Warning, "Mail is held until somebody decides")
    {
        Meaning = "An operator or an agreement (on_failure = \"hold\") keeps it. It is never due by itself.",
        Remedy = "Look at it with \"gatepost queue list --held\", and end it with \"gatepost queue release ID\" or \"gatepost "
            + "queue drop ID\".",
    };

    public string Subject => "queue";

    public IReadOnlyList<FindingKind> Kinds => [NotCarried, ForEncryption, Waits, Held];

    public IEnumerable<Finding> Judge(Examination seen)
    {
        if (seen.Data?.Queue is not { } queue) yield break;
        if (seen.Server.Health is not null && queue.EarliestDue is { } due && seen.Now - due > Overdue)
            yield return new(NotCarried, "queue", $"the first was due {Amount.Span(seen.Now - due)} ago");
        foreach (var finding in Of(ForEncryption, queue.ForEncryption, seen.Now)) yield return finding;
        var old = queue.Others.Where(wait => seen.Now - wait.Oldest > Long).ToList();
        foreach (var finding in Of(Waits, old, seen.Now)) yield return finding;
        foreach (var finding in Of(Held, queue.Held, seen.Now)) yield return finding;
    }

    public string Well(Examination seen) => seen.Data?.Queue switch
    {
        null => "not looked at",
        { Entries: 0 } => "empty",
        { Oldest: { } oldest } queue => $"{Count(queue.Entries)}, the oldest {Amount.Span(seen.Now - oldest)} old",
        { } queue => Count(queue.Entries),
    };

    private static IEnumerable<Finding> Of(FindingKind kind, IReadOnlyList<QueueWait> waits, DateTimeOffset now)
    {
        foreach (var wait in waits.Take(MostDestinations))
        {
            var reason = wait.Reason.Length == 0 ? "" : $": {PeerText.Escape(wait.Reason, LongestReason)}";
            yield return new(kind, wait.Destination, $"{Count(wait.Entries)}, the oldest "
                + $"{Amount.Span(now - wait.Oldest)} old{reason}");
        }

        if (waits.Count > MostDestinations)
            yield return new(kind, $"{waits.Count - MostDestinations} more destinations",
                Count(waits.Skip(MostDestinations).Sum(static wait => wait.Entries)));
    }

    private static string Count(int entries) => entries == 1 ? "1 entry" : $"{entries} entries";
}
