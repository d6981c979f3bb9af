using System.CommandLine;
using Gatepost.Certificates;
using Gatepost.Configuration;
using Gatepost.Configuration.Checks;
using Gatepost.Configuration.Options;
using Gatepost.Host.CommandLine;
using Gatepost.Host.Desk;
using Gatepost.Host.Output;
using Gatepost.Host.Partners;
using Gatepost.Messages;

namespace Gatepost.Host.Verbs;

/// <summary>
/// <c>gatepost partner add</c>: an agreement is tried before it is made. Who wants to enforce what cannot be met must say why.
/// </summary>
/// <remarks>
///   (1) Compose the row, and check the whole file with it.
///   (2) Try every host, and ask the ledger what would have failed.
///   (3) Refuse to enforce what cannot be met, unless told to with a reason.
///   (4) Write it, or print it.
/// </remarks>
internal sealed class PartnerAddVerb(Terminal terminal, DeskDoor door)
{
    private readonly PartnerAddOptions _options = new();

    public static Verb Build(Terminal terminal, DeskDoor door)
    {
        var add = new PartnerAddVerb(terminal, door);
        return new Verb("add",
                "Makes an agreement: tries every host of the partner, shows what the last 30 and 90 days would have been, and "
                + "writes the [[partner]] row at the end of the configuration file. "
                + "It only monitors unless --mode enforce is said.",
                "gatepost partner add --domain lighthouse.example --level verify --owner Ann --reason contract-4711",
                "gatepost partner add --domain lighthouse.example --level encrypt --mode enforce --until 2027-06-30",
                "gatepost partner add --domain lighthouse.example --level secure --tls-name mx.provider.example --print")
            .With(add._options.Symbols)
            .Does(terminal, add.RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_options.Anyway) && string.IsNullOrWhiteSpace(parsed.GetValue(_options.Reason)))
            throw new Trouble("--anyway needs --reason \"…\": it is written into the row", ExitCode.Usage);
        var path = ConfigOption.PathOf(parsed.GetValue(_options.Config));
        var block = _options.Compose(parsed).ToString();                                                          // (1)
        var append = ConfigAppend.Prepare(path, block);
        var config = Checked(path, append);
        var partner = config.Partners[^1];

        var report = await LookAsync(parsed, config, partner, block, cancellationToken);                          // (2)
        var isRefused = partner.Mode is PartnerMode.Enforce && report.Obstacles.Count > 0
            && !parsed.GetValue(_options.Anyway);                                                                 // (3)
        var isPrinted = parsed.GetValue(_options.Print);
        if (!isRefused && !isPrinted) append.Write();                                                             // (4)
        report = report with { Written = !isRefused && !isPrinted };
        if (parsed.GetValue(_options.Json)) ShownJson.Print(terminal, report, PartnerJson.Default);
        else Print(report, partner, path, isRefused);
        return isRefused ? ExitCode.Refused : ExitCode.Ok;
    }

    private GatepostConfig Checked(string path, ConfigAppend append)
    {
        var result = ConfigReader.Parse(append.NewText, path, ConfigLoading.Environment,
            [new CertificateChecks(terminal.Time), new PartnerTermChecks(terminal.Time)]);
        return result.Config ?? throw new Trouble(
            $"with this row the configuration would not be right; nothing was written:\n{string.Join('\n', result.Errors)}");
    }

    private async Task<AddReport> LookAsync(
        ParseResult parsed, GatepostConfig config, PartnerConfig partner, string block, CancellationToken cancellationToken)
    {
        var test = partner.CoversOut
            ? await PartnerTester.TestNowAsync(terminal, config, partner, cancellationToken)
            : null;
        await using var desk = await DeskAsync(parsed.GetValue(_options.Config), cancellationToken);
        var ledger = desk is null ? null : new PartnerLedger(desk, terminal.Time);
        var bare = PartnerRow.Of(partner, terminal.Time.GetUtcNow());
        var days30 = ledger is null ? bare : await ledger.LookAsync(partner, 30, cancellationToken);
        var days90 = ledger is null ? bare : await ledger.LookAsync(partner, 90, cancellationToken);
        return new()
        {
            Block = block,
            Written = false,
            Obstacles = [.. Obstacles(partner, test, days30)],
            Test = test,
            Days30 = days30,
            Days90 = days90,
        };
    }

    // A gateway that has never run has no ledger yet.
    private async Task<IDesk?> DeskAsync(string? config, CancellationToken cancellationToken)
    {
        try
        {
            return await door(config, cancellationToken);
        }
        catch (Trouble trouble) when (trouble.Code is ExitCode.Unavailable)
        {
            await terminal.Error.WriteLineAsync($"gatepost: nothing is known of the past: {trouble.Message}");
            return null;
        }
    }

    private static IEnumerable<string> Obstacles(PartnerConfig partner, PartnerTest? test, PartnerRow past)
    {
        if (test is { IsReached: false }) yield return "no host of theirs was reached, so nobody knows what they can do";
        else if (test is not null && !test.Meets(partner.Tls.Level))
        {
            yield return $"not all of their hosts meet the level {partner.Tls.Level.Word()}; all of them meet "
                + string.Join(", ", test.Levels is { Count: > 0 } levels ? levels : [test.Highest!]);
        }

        if (past.Received is { Failed: > 0 } received)
        {
            yield return $"{received.Failed} of {received.Messages} messages from them in 30 days would have been refused, "
                + $"most of them because {received.Problems[0].Reason}";
        }
    }

    private void Print(AddReport report, PartnerConfig partner, string path, bool isRefused)
    {
        if (report.Test is { } test) PartnerView.Print(terminal, test);
        foreach (var row in (PartnerRow[])[report.Days30, report.Days90])
        {
            PartnerView.PrintHistory(terminal, "to them", row.Sent);
            PartnerView.PrintHistory(terminal, "from them", row.Received);
        }

        terminal.Out.WriteLine();
        foreach (var obstacle in report.Obstacles) terminal.Out.WriteLine($"Enforced, this would fail: {obstacle}.");
        if (isRefused)
        {
            terminal.Out.WriteLine("Nothing was written. Ask the partner to mend it, add the row with --mode monitor first, or "
                + "say --anyway --reason \"…\".");
            return;
        }

        terminal.Out.Write(report.Block);
        if (!report.Written) return;
        var word = PartnerOptions.Word(partner.Mode);
        terminal.Out.WriteLine(
            $"\nThis stands at the end of {path} now (mode {word}); a running server takes it within seconds.");
    }
}
