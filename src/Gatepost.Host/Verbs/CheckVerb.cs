using System.CommandLine;
using Gatepost.Checks;
using Gatepost.Checks.Reports;
using Gatepost.Configuration;
using Gatepost.Configuration.Values;
using Gatepost.Dns;
using Gatepost.Host.Check;
using Gatepost.Host.CommandLine;
using Gatepost.Host.Output;

namespace Gatepost.Host.Verbs;

/// <summary><c>gatepost check</c>: whether mail to a domain will arrive, and how well protected.</summary>
internal sealed class CheckVerb(Terminal terminal, IResolver? resolver)
{
    private readonly Argument<string[]> _domains = new("DOMAIN")
    {
        Description = "Domains, as they stand behind the @ of an address.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _file = new("--file")
    {
        Description = "More domains: one a line, # begins a comment; - reads standard input.",
        HelpName = "LIST",
    };

    private readonly Option<bool> _transcript = new("--transcript") { Description = "Show the dialogue with each address." };
    private readonly Option<bool> _explain = new("--explain") { Description = "Explain also what is only worth knowing." };
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON (docs/checks.md)." };

    private readonly Option<string> _timeout = new("--timeout")
    {
        Description = "How long to wait for each single answer, at most.",
        HelpName = "TIME",
        DefaultValueFactory = _ => $"{Haste.Patience.TotalSeconds:0}s",
    };

    private readonly Option<int> _atOnce = CountOption.Create("--at-once", "How many domains at once, at most.", 8);
    private readonly Option<string?> _config = ConfigOption.Create();

    public static Verb Build(Terminal terminal, IResolver? resolver = null)
    {
        var check = new CheckVerb(terminal, resolver);
        return new Verb("check",
                "Says whether mail to a domain will arrive, how well protected, what would break if encryption were enforced, "
                + "and what to do. It goes to every mail host as mail would, and sends none. Works without a configuration.",
                "gatepost check lighthouse.example", "gatepost check --transcript lighthouse.example",
                "gatepost check --file partners.txt --json")
            .With(check._domains, check._file, check._transcript, check._explain, check._json, check._timeout, check._atOnce,
                check._config)
            .Does(terminal, check.RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var domains = await DomainsAsync(parsed, cancellationToken);
        var config = Haste.Of(ConfigOption.FindPath(parsed.GetValue(_config)) is { } path
            ? ConfigLoading.Load(path)
            : WithoutFile(), Timeout(parsed.GetValue(_timeout)!));
        await using var house = new CheckHouse(config, terminal.Time, resolver);
        IReadOnlyList<DomainReport> reports;
        using (var progress = new ProgressLine(terminal))
        {
            var order = new CheckOrder(domains)
            {
                AtOnce = parsed.GetValue(_atOnce),
                WithTranscript = parsed.GetValue(_transcript),
                Progress = progress.Show,
            };
            reports = await new CheckRunner(house.Tools, CheckCatalogue.Domain).RunAsync(order, cancellationToken);
        }

        if (parsed.GetValue(_json)) ShownJson.Print(terminal, reports, CheckJson.Default);
        else Print(reports, parsed.GetValue(_explain));
        return reports.Max(report => report.Outlook) switch
        {
            Outlook.Verified => ExitCode.Ok,
            Outlook.Encrypted => ExitCode.NotVerified,
            Outlook.Incomplete => ExitCode.Unavailable,
            Outlook.Clear => ExitCode.ClearText,
            _ => ExitCode.Refused,
        };
    }

    private void Print(IReadOnlyList<DomainReport> reports, bool explain)
    {
        var view = new ReportView(terminal, explain);
        foreach (var report in reports)
        {
            view.Print(report);
            if (reports.Count > 1) terminal.Out.WriteLine();
        }

        if (reports.Count > 1) SummaryView.Print(terminal, reports);
    }

    private async Task<IReadOnlyList<string>> DomainsAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var texts = new List<string>(parsed.GetValue(_domains) ?? []);
        if (parsed.GetValue(_file) is { } file)
        {
            var list = file == "-"
                ? await terminal.In.ReadToEndAsync(cancellationToken)
                : await File.ReadAllTextAsync(file, cancellationToken);
            texts.AddRange(list.Split('\n').Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0));
        }

        if (texts.Count == 0)
            throw new Trouble("no domain to check: name one, as in gatepost check example.org, or give --file", ExitCode.Usage);
        return [.. texts.Select(Domain).Distinct()];
    }

    private static string Domain(string text)
    {
        var domain = HostNameText.Parse(text[(text.LastIndexOf('@') + 1)..]);
        return domain.IsGood
            ? domain.Value
            : throw new Trouble($"{Protocols.Text.PeerText.Quote(text, 80)} is no domain: write it like example.org",
                ExitCode.Usage);
    }

    private static TimeSpan Timeout(string text)
    {
        var parsed = DurationText.Parse(text);
        return parsed.IsGood && parsed.Value > TimeSpan.Zero
            ? parsed.Value
            : throw new Trouble($"--timeout {text} is no time to wait: write 5s or 1m", ExitCode.Usage);
    }

    private static GatepostConfig WithoutFile() => new()
    {
        // EHLO wants a name; who has none in the DNS says what the machine calls itself.
        Hostname = HostNameText.Parse(System.Net.Dns.GetHostName()) is { IsGood: true, Value: var name } ? name : "localhost",
        DataDirectory = Path.GetTempPath(),
    };
}
