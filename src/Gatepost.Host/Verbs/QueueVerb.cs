using System.CommandLine;
using Gatepost.Host.CommandLine;
using Gatepost.Host.Desk;
using Gatepost.Host.Output;
using Gatepost.Ledger;
using Gatepost.Messages;
using Gatepost.Protocols.Text;
using Gatepost.Spool;

namespace Gatepost.Host.Verbs;

/// <summary><c>gatepost queue …</c>: what waits, and the operator's hand in it.</summary>
internal sealed class QueueVerb(Terminal terminal, DeskDoor door)
{
    private const int LongestReason = 300, PageOfIds = 2000;

    private readonly Option<string?> _config = ConfigOption.Create();
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };
    private readonly Option<bool> _all = new("--all") { Description = "All entries." };

    public static Verb Build(Terminal terminal, DeskDoor door)
    {
        var queue = new QueueVerb(terminal, door);
        return new Verb("queue", "Shows what waits in the queue, and acts on it.", "gatepost queue list",
            "gatepost queue retry --domain example.org")
            .With(queue.List(), queue.Show(),
                queue.Act("retry", "Makes entries due now.", QueueAction.Retry, "gatepost queue retry --domain example.org"),
                queue.Act("hold", "Holds entries until they are released.", QueueAction.Hold,
                    "gatepost queue hold --sender @example.org"),
                queue.Release(),
                queue.Drop());
    }

    private Verb List()
    {
        var selection = new QueueSelection();
        var limit = CountOption.Create("--limit", "At most so many, the oldest.", 1000);
        var after = new Option<string?>("--after") { Description = "Only those that follow this entry.", HelpName = "ID" };
        return new Verb("list", "Lists entries, the oldest first.", "gatepost queue list --domain example.org",
            "gatepost queue list --why policy", "gatepost queue list --json", "gatepost queue list --after 0B3M8Q7Z2KX")
            .With([.. selection.Symbols, limit, after, _json, _config])
            .Does(terminal, async (parsed, cancellationToken) =>
            {
                await using var desk = await door(parsed.GetValue(_config), cancellationToken);
                QueueId? behind = parsed.GetValue(after) is { } text ? QueueSelection.ReadId(text) : null;
                var filter = selection.Filter(parsed) with { Limit = parsed.GetValue(limit), After = behind };
                var rows = await desk.ListAsync(filter, cancellationToken);
                if (parsed.GetValue(_json)) ShownJson.Print(terminal, rows, DeskJson.Default);
                else QueueView.Print(terminal, rows);
                if (rows.Count == filter.Limit)
                    terminal.Error.WriteLine($"gatepost: there may be more: say --after {rows[^1].Id}, or a higher --limit");
                return ExitCode.Ok;
            });
    }

    private Verb Show()
    {
        var id = new Argument<string>("id") { Description = "An id as 'queue list' shows it." };
        return new Verb("show", "Shows one message: envelope, origin, and each attempt so far.",
            "gatepost queue show 0B3M8Q7Z2KX")
            .With(id, _json, _config)
            .Does(terminal, async (parsed, cancellationToken) =>
            {
                var wanted = QueueSelection.ReadId(parsed.GetValue(id)!);
                await using var desk = await door(parsed.GetValue(_config), cancellationToken);
                var rows = await desk.ListAsync(new QueueFilter { Ids = [wanted] }, cancellationToken);
                if (rows.Count == 0)
                {
                    throw new Trouble($"{wanted} is not in the queue; what became of it: gatepost ledger --message {wanted}");
                }

                if (parsed.GetValue(_json))
                {
                    ShownJson.Print(terminal, rows, DeskJson.Default);
                    return ExitCode.Ok;
                }

                var attempts = await desk.QueryAsync(new LedgerQuery { Message = wanted }, cancellationToken);
                foreach (var row in rows) QueueView.PrintWhole(terminal, row);
                LedgerView.Print(terminal, attempts);
                return ExitCode.Ok;
            });
    }

    private Verb Act(string name, string description, QueueAction action, string example)
    {
        var selection = new QueueSelection();
        return new Verb(name, description, example)
            .With([.. selection.Symbols, _all, _json, _config])
            .Does(terminal, async (parsed, cancellationToken) =>
            {
                var filter = selection.FilterOrAll(parsed, _all);
                await using var desk = await door(parsed.GetValue(_config), cancellationToken);
                return Tell(parsed, await desk.ApplyAsync(new QueueOrder(filter, action), cancellationToken), name);
            });
    }

    private Verb Release()
    {
        var selection = new QueueSelection();
        var once = new Option<bool>("--once")
        {
            Description = "Let them go without the encryption that they wait for; say why with --reason.",
        };
        var reason = new Option<string?>("--reason") { Description = "Why, for the log and the ledger.", HelpName = "TEXT" };
        return new Verb("release", "Lets entries go, now: those that are held, and with --once those that wait for encryption.",
                "gatepost queue release 0B3M8Q7Z2KX",
                "gatepost queue release 0B3M8Q7Z2KX --once --reason \"agreed by telephone with Ann\"")
            .With([.. selection.Symbols, once, reason, _all, _json, _config])
            .Does(terminal, async (parsed, cancellationToken) =>
            {
                var filter = selection.FilterOrAll(parsed, _all);
                var waiver = WaiverOf(filter, parsed.GetValue(once), parsed.GetValue(reason)?.Trim());
                await using var desk = await door(parsed.GetValue(_config), cancellationToken);
                var order = new QueueOrder(filter, QueueAction.Release) { Waiver = waiver };
                return Tell(parsed, await desk.ApplyAsync(order, cancellationToken), "release");
            });
    }

    private PolicyWaiver? WaiverOf(QueueFilter filter, bool isOnce, string? reason)
    {
        if (!isOnce && reason is null) return null;
        if (!isOnce) throw new Trouble("--reason goes with --once", ExitCode.Usage);
        if (filter.Ids is null) throw new Trouble("--once is for single messages: name their ids", ExitCode.Usage);
        if (string.IsNullOrEmpty(reason))
        {
            throw new Trouble("--once needs --reason \"…\": who lets a message go without what was agreed says why",
                ExitCode.Usage);
        }

        return new(OperatorName.Find(), PeerText.Escape(reason, LongestReason), terminal.Time.GetUtcNow());
    }

    private Verb Drop()
    {
        var selection = new QueueSelection();
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask." };
        var reason = new Option<string?>("--reason") { Description = "Why, for the ledger.", HelpName = "TEXT" };
        return new Verb("drop", "Removes entries without a notice to their senders; the ledger keeps who did it, and why.",
                "gatepost queue drop 0B3M8Q7Z2KX --reason \"sent twice\"", "gatepost queue drop --sender @example.org --yes")
            .With([.. selection.Symbols, reason, _all, yes, _json, _config])
            .Does(terminal, async (parsed, cancellationToken) =>
            {
                var filter = selection.FilterOrAll(parsed, _all);
                await using var desk = await door(parsed.GetValue(_config), cancellationToken);
                var word = DropWord(parsed.GetValue(reason)?.Trim());
                var found = await FindAsync(desk, filter, cancellationToken);
                // What is named goes even where it cannot be read; of what was found, what arrives later is not meant.
                var meant = filter.Ids ?? found;
                if (meant.Count > 0 && !parsed.GetValue(yes) && !Confirm(Math.Max(found.Count, meant.Count)))
                    return ExitCode.Refused;
                var count = 0;
                foreach (var some in meant.Chunk(PageOfIds))
                {
                    var order = new QueueOrder(filter with { Ids = some }, QueueAction.Drop) { Word = word };
                    count += await desk.ApplyAsync(order, cancellationToken);
                }

                if (found.Count - count is > 0 and var stayed)
                    terminal.Error.WriteLine($"gatepost: {Counted(stayed)} under way cannot be dropped: try again in a moment");
                return Tell(parsed, count, "drop");
            });
    }

    private bool Confirm(int entries)
    {
        if (!terminal.InIsTerminal) throw new Trouble("there is nobody to ask: say --yes to drop them", ExitCode.Usage);
        return terminal.Confirm($"Drop {Counted(entries)}? Their senders will not be told.");
    }

    /// <summary>The ids of all that fit, read page by page: a queue may hold a million.</summary>
    private static async Task<IReadOnlyList<QueueId>> FindAsync(
        IDesk desk, QueueFilter filter, CancellationToken cancellationToken)
    {
        var found = new List<QueueId>();
        while (true)
        {
            QueueId? after = found.Count == 0 ? filter.After : found[^1];
            var rows = await desk.ListAsync(filter with { After = after, Limit = PageOfIds }, cancellationToken);
            found.AddRange(rows.Select(static row => row.Id));
            if (rows.Count < PageOfIds) return found;
        }
    }

    private static string DropWord(string? reason) => string.IsNullOrEmpty(reason)
        ? $"dropped by {PeerText.Escape(OperatorName.Find())}, without a reason"
        : $"dropped by {PeerText.Escape(OperatorName.Find())}: {PeerText.Escape(reason, LongestReason)}";

    private int Tell(ParseResult parsed, int count, string action)
    {
        if (parsed.GetValue(_json)) ShownJson.Print(terminal, new OrderResult(count), DeskJson.Default);
        else terminal.Out.WriteLine($"{action}: {Counted(count)}");
        return count > 0 ? ExitCode.Ok : ExitCode.Refused;
    }

    private static string Counted(int count) => count == 1 ? "1 entry" : $"{count} entries";
}
