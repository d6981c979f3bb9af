using Gatepost.Host.Desk;
using Gatepost.Host.Output;
using Gatepost.Host.Verbs;
using Gatepost.Ledger;
using Gatepost.Messages;
using Gatepost.Reporting;
using Gatepost.Spool;

namespace Gatepost.Host.Demo;

/// <summary>What the demonstration tells; each sentence is proven by the ledger, the queue and the mailboxes.</summary>
/// <remarks>
///   (1) To a partner with whom verified TLS was agreed.
///   (2) To somebody without TLS, of whom nothing is demanded.
///   (3) To the same, after encryption was demanded: held, and the sender told.
///   (4) From somebody without TLS, in clear: taken all the same.
///   (5) The ledger, and the answer to "do we encrypt our mail?".
/// </remarks>
internal sealed class Story(Stage stage, Narrator narrator, Terminal terminal)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15), Glance = TimeSpan.FromMilliseconds(50);

    private string Alice => $"alice@{stage.Harbour.Domain}";

    private string Bob => $"bob@{stage.Lighthouse.Domain}";

    private string Carol => $"carol@{stage.Fog.Domain}";

    public async Task TellAsync(CancellationToken cancellationToken)
    {
        await ToPartnerAsync(cancellationToken);                // (1)
        await InClearAsync(cancellationToken);                  // (2)
        await HeldAsync(cancellationToken);                     // (3)
        await FromFogAsync(cancellationToken);                  // (4)
        await AnswerAsync(cancellationToken);                   // (5)
    }

    private async Task ToPartnerAsync(CancellationToken cancellationToken)
    {
        narrator.Chapter($"{Alice} writes to {Bob}. With lighthouse, verified TLS is agreed (tls = \"secure\").");
        await SendAsync(stage.Harbour, Alice, Bob, "The harbour lights", cancellationToken);
        var attempt = await AttemptAsync(stage.Lighthouse, LedgerOutcome.Delivered, TlsLevel.Secure, cancellationToken);
        narrator.State(attempt?.Tls.Reached is Assurance.PartnerVerified,
            $"carried to {attempt?.Peer} over {attempt?.Tls.Protocol} with {attempt?.Tls.CipherSuite}; "
            + $"certificate verified, vouched for by {attempt?.Tls.VouchedBy}",
            Seen(attempt));
        await ArrivedAsync(stage.Lighthouse, "The harbour lights", cancellationToken);
    }

    private async Task InClearAsync(CancellationToken cancellationToken)
    {
        narrator.Chapter($"{Alice} writes to {Carol}. fog.test has no TLS, and nothing is demanded of it (tls = \"may\").");
        await SendAsync(stage.Harbour, Alice, Carol, "Is anybody there?", cancellationToken);
        var attempt = await AttemptAsync(stage.Fog, LedgerOutcome.Delivered, TlsLevel.May, cancellationToken);
        narrator.State(attempt?.Tls.Reached is Assurance.Clear,
            $"carried to {attempt?.Peer} in clear text, and marked so in the ledger: {attempt?.Tls.Problem}", Seen(attempt));
        await ArrivedAsync(stage.Fog, "Is anybody there?", cancellationToken);
    }

    private async Task HeldAsync(CancellationToken cancellationToken)
    {
        narrator.Chapter(
            $"Now tls = \"encrypt\" is written for fog into {Within(stage.Harbour.ConfigFile)}, and {Alice} writes again.");
        stage.WriteHarbourConfig("encrypt");
        narrator.State(stage.GatewayConfig.Reload(), "the configuration was read anew", "the configuration has errors");
        await SendAsync(stage.Harbour, Alice, Carol, "For your eyes only", cancellationToken);
        var attempt = await AttemptAsync(stage.Fog, LedgerOutcome.Deferred, TlsLevel.Encrypt, cancellationToken);
        narrator.State(attempt is not null, $"not sent in clear: {attempt?.Reply}", Seen(attempt));
        var waiting = await stage.Gateway.Queue.ListAsync(new QueueFilter { Domain = stage.Fog.Domain }, cancellationToken);
        narrator.State(waiting.Count == 1,
            "it waits in the queue, and goes as soon as fog.test offers TLS or the demand is lifted",
            $"{waiting.Count} messages wait for {stage.Fog.Domain}");
        var notice = await ArrivedAsync(stage.Harbour, "", cancellationToken);
        foreach (var line in ReasonIn(notice)) narrator.Tell($"  | {line}");
    }

    private async Task FromFogAsync(CancellationToken cancellationToken)
    {
        narrator.Chapter($"{Carol} writes to {Alice}. fog.test can only do it in clear text.");
        await SendAsync(stage.Fog, Carol, Alice, "Greetings from the fog", cancellationToken);
        var query = new LedgerQuery { Domain = stage.Fog.Domain, Direction = MailDirection.In, Kind = LedgerKind.Accepted };
        var taken = await RowAsync(query, _ => true, cancellationToken);
        narrator.State(taken?.Tls.Reached is Assurance.Clear,
            $"accepted from {taken?.Peer} in clear text, and marked so in the ledger", Seen(taken));
        await ArrivedAsync(stage.Harbour, "Greetings from the fog", cancellationToken);
    }

    private async Task AnswerAsync(CancellationToken cancellationToken)
    {
        narrator.Chapter("What the ledger of harbour.test holds (gatepost ledger):");
        await SettledAsync(cancellationToken);
        var rows = await stage.Gateway.Ledger.QueryAsync(new LedgerQuery(), cancellationToken);
        LedgerView.Print(terminal, [.. rows.Select(LedgerRow.Of)]);
        terminal.Out.WriteLine();
        // Whoever tries it around midnight gets the messages of both days.
        var period = Period.Last(2, terminal.Time.GetUtcNow());
        var report = await new Reporter(stage.Gateway.Ledger, stage.GatewayConfig, terminal.Time)
            .ReportAsync(new ReportQuery { Period = period }, cancellationToken);
        narrator.Answer($"Do we encrypt our mail? {report.Answer}");
    }

    /// <summary>What has arrived is written down a moment later: waits until only what is held is left in the queue.</summary>
    private Task<IReadOnlyList<QueuedMessage>?> SettledAsync(CancellationToken cancellationToken) => WaitForAsync(async () =>
    {
        var waiting = await stage.Gateway.Queue.ListAsync(new QueueFilter(), cancellationToken);
        return waiting.All(message => message.Attempts > 0) ? waiting : null;
    }, cancellationToken);

    private async Task SendAsync(Organisation sender, string from, string to, string subject, CancellationToken cancellationToken)
    {
        var letter = new Letter(sender, from, to, subject, "This message was written by the demonstration of Gatepost.");
        await letter.SendAsync(stage.Authority, terminal.Time, cancellationToken);
        narrator.Tell($"\"{subject}\" was handed to {sender.MxHost}");
    }

    private Task<LedgerEntry?> AttemptAsync(
        Organisation to, LedgerOutcome outcome, TlsLevel wanted, CancellationToken cancellationToken) =>
        RowAsync(new LedgerQuery { Domain = to.Domain, Kind = LedgerKind.Attempt, Direction = MailDirection.Out },
            row => row.Outcome == outcome && row.Wanted == wanted, cancellationToken);

    private Task<LedgerEntry?> RowAsync(LedgerQuery query, Func<LedgerEntry, bool> fits, CancellationToken cancellationToken) =>
        WaitForAsync(
            async () => (await stage.Gateway.Ledger.QueryAsync(query, cancellationToken)).FirstOrDefault(fits),
            cancellationToken);

    /// <summary>Waits until a message lies in an organisation's Maildir; an empty subject is any notice.</summary>
    private async Task<string?> ArrivedAsync(Organisation own, string subject, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(own.Maildir, "new");
        var what = subject.Length == 0 ? "multipart/report" : $"Subject: {subject}\r\n";
        var file = await WaitForAsync(
            () => Task.FromResult(Directory.EnumerateFiles(folder).FirstOrDefault(HoldsIt)), cancellationToken);
        var happened = subject.Length == 0 ? "the sender was told" : "arrived";
        narrator.State(file is not null, $"{happened}: {Within(file)}", $"nothing came into {Within(folder)}");
        return file is null ? null : await File.ReadAllTextAsync(file, cancellationToken);

        bool HoldsIt(string path) => File.ReadAllText(path).Contains(what, StringComparison.Ordinal);
    }

    /// <summary>A path as it is read below the folder in which everything lies.</summary>
    private string Within(string? path) => path is null ? "" : Path.GetRelativePath(stage.Folder, path);

    private async Task<T?> WaitForAsync<T>(Func<Task<T?>> look, CancellationToken cancellationToken) where T : class
    {
        var begun = terminal.Time.GetTimestamp();
        while (true)
        {
            if (await look() is { } found) return found;
            if (terminal.Time.GetElapsedTime(begun) > Patience) return null;
            await Task.Delay(Glance, terminal.Time, cancellationToken);
        }
    }

    private static string Seen(LedgerEntry? row) => row is null
        ? "the ledger has no such row"
        : $"the ledger says: {row.Outcome} with {row.Tls.Reached} at {row.Peer}, {row.Tls.Problem ?? row.Reply}";

    /// <summary>The first lines of the part of a notice that is written for people.</summary>
    private static IEnumerable<string> ReasonIn(string? notice)
    {
        const int Shown = 12;
        return (notice ?? "").Split("\r\n")
            .SkipWhile(line => !line.StartsWith("Content-Type: text/plain", StringComparison.OrdinalIgnoreCase))
            .SkipWhile(line => line.Length > 0).Skip(1)
            .TakeWhile(line => !line.StartsWith("--", StringComparison.Ordinal))
            .Take(Shown);
    }
}
