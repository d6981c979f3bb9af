using System.CommandLine;
using Gatepost.Checks;
using Gatepost.Checks.Own;
using Gatepost.Checks.Reports;
using Gatepost.Checks.Survey;
using Gatepost.Configuration;
using Gatepost.Configuration.Values;
using Gatepost.Dns;
using Gatepost.Host.Check;
using Gatepost.Host.CommandLine;
using Gatepost.Host.Output;

namespace Gatepost.Host.Verbs;

/// <summary><c>gatepost check</c>: whether mail to a domain will arrive, and how well protected.</summary>
internal sealed class CheckVerb(Terminal terminal, IResolver? resolver, Func<CheckTools, CheckTools> alter)
{
    private readonly Argument<string[]> _domains = new("DOMAIN")
    {
        Description = "Domains, as they stand behind the @ of an address. With --own: those of ours, instead of all of the "
            + "configuration.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _file = new("--file")
    {
        Description = "More domains: one a line, # begins a comment; - reads standard input.",
        HelpName = "LIST",
    };

    private readonly Option<bool> _own = new("--own")
    {
        Description = "Check our own side, strictly: our domains as strangers see them, and this gateway.",
    };

    private readonly Option<bool> _tls = new("--tls")
    {
        Description = "Find out also which versions, ciphers and keys of TLS each server takes: up to 160 calls to each "
            + "address, one at a time. With --own always.",
    };

    private readonly OwnOptions _ours = new();

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

    /// <param name="terminal">Where it reads and writes.</param>
    /// <param name="resolver">Whom to ask instead of the DNS, or null.</param>
    /// <param name="alter">Changes the rooms, or null.</param>
    public static Verb Build(Terminal terminal, IResolver? resolver = null, Func<CheckTools, CheckTools>? alter = null)
    {
        var check = new CheckVerb(terminal, resolver, alter ?? (static tools => tools));
        return new Verb("check",
                "Says whether mail to a domain will arrive, how well protected, what would break if encryption were enforced, "
                + "and what to do. It goes to every mail host as mail would, and sends none. Works without a configuration.",
                "gatepost check lighthouse.example", "gatepost check --transcript lighthouse.example",
                "gatepost check --file partners.txt --json", "gatepost check --own",
                "gatepost check --own example.org", "gatepost check --tls lighthouse.example",
                "gatepost check --own --selector s1 --client-host mail.example.org")
            .With([check._domains, check._own, .. check._ours.All, check._file, check._tls, check._transcript, check._explain,
                check._json, check._timeout, check._atOnce, check._config])
            .Does(terminal, check.RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var named = await DomainsAsync(parsed, cancellationToken);
        var limit = Timeout(parsed.GetValue(_timeout)!);
        var path = ConfigOption.FindPath(parsed.GetValue(_config));
        var config = Haste.Of(path is null ? WithoutFile() : ConfigLoading.Load(path), limit);
        if (parsed.GetValue(_own)) return await RunOwnAsync(parsed, config, path, named, cancellationToken);
        if (_ours.IsGiven(parsed))
            throw new Trouble("--selector, --sends-from and --client-host are about our own place: add --own", ExitCode.Usage);
        if (named.Count == 0)
            throw new Trouble("no domain to check: name one, as in gatepost check example.org, or give --file, or --own for "
                + "your own", ExitCode.Usage);
        await using var house = new CheckHouse(config, terminal.Time, resolver);
        var runner = new CheckRunner(alter(house.Tools), CheckCatalogue.Domain);
        var reports = await WatchedAsync(parsed, named, order => runner.RunAsync(order, cancellationToken));
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

    private async Task<int> RunOwnAsync(ParseResult parsed, GatepostConfig config, string? path,
        IReadOnlyList<string> named, CancellationToken cancellationToken)
    {
        var domains = named.Count > 0 ? named : OwnDomains.Of(config);
        if (path is null && domains.Count == 0)
            throw new Trouble("--own: there is no configuration that says what is yours; name its file with -c FILE, or name "
                + "your domain, as in gatepost check --own example.org", ExitCode.Usage);
        await using var house = new CheckHouse(config, terminal.Time, resolver);
        var questions = _ours.Read(parsed, path is null ? null : config);
        var outside = alter(house.Rooms.Under(new FixedConfig(OutsideView.Of(config))) with { Own = questions });
        var inside = path is null && questions.ClientHosts.Count == 0
            ? null
            : new OwnSurveyor(alter(house.Tools with { Own = questions }), outside);
        var runner = new OwnRunner(new CheckRunner(outside, CheckCatalogue.Domain), inside, CheckCatalogue.Own);
        var report = await WatchedAsync(parsed, domains, order => runner.RunAsync(order, cancellationToken));
        if (parsed.GetValue(_json)) ShownJson.Print(terminal, report, CheckJson.Default);
        else new OwnView(terminal, parsed.GetValue(_explain)).Print(report);
        return report.Verdict switch
        {
            OwnVerdict.InOrder => ExitCode.Ok,
            OwnVerdict.Weakened => ExitCode.NotVerified,
            _ => ExitCode.Refused,
        };
    }

    private async Task<T> WatchedAsync<T>(ParseResult parsed, IReadOnlyList<string> domains, Func<CheckOrder, Task<T>> check)
    {
        using var progress = new ProgressLine(terminal);
        return await check(new CheckOrder(domains)
        {
            AtOnce = parsed.GetValue(_atOnce),
            WithTls = parsed.GetValue(_tls),
            WithTranscript = parsed.GetValue(_transcript),
            Progress = progress.Show,
        });
    }

    private void Print(IReadOnlyList<DomainReport> reports, bool explain)
    {
        var view = new DomainView(terminal, explain);
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
