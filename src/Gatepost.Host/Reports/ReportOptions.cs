using System.CommandLine;
using System.Globalization;
using System.Text;
using Gatepost.Host.CommandLine;
using Gatepost.Host.Output;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Host.Reports;

/// <summary>The options that reports have in common.</summary>
internal sealed class ReportOptions
{
    private const int TopOfText = 10, TopOfPage = 50;

    private readonly Option<string?> _domain = new("--domain")
    {
        Description = "Only mail with this domain outside; .example.org takes its subdomains.",
        HelpName = "DOMAIN",
    };

    private readonly Option<int?> _top = new("--top")
    {
        Description = $"At most so many rows in each list; else {TopOfText}, {TopOfPage} on a page, all in JSON and CSV.",
        HelpName = "N",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0) return count;
            result.AddError($"--top {text} is no number of rows: write one from 1 on, such as --top 20");
            return null;
        },
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };

    private readonly Option<string?> _html = new("--html")
    {
        Description = "Write a page with charts to this file, complete in itself; - is standard output.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _config = ConfigOption.Create();

    public PeriodOptions Period { get; } = new();

    /// <summary>All of them, with those that each report has in a way of its own.</summary>
    public Symbol[] With(Option direction, Option csv) =>
        [.. Period.All, _domain, direction, _top, _json, csv, _html, _config];

    public string? Config(ParseResult parsed) => parsed.GetValue(_config);

    public string? Domain(ParseResult parsed) => parsed.GetValue(_domain) is { } domain ? DomainName.Normalize(domain) : null;

    /// <exception cref="Trouble">Two were asked for.</exception>
    public ReportForm Form(ParseResult parsed, bool isCsv)
    {
        var forms = new List<ReportForm>();
        if (parsed.GetValue(_json)) forms.Add(ReportForm.Json);
        if (isCsv) forms.Add(ReportForm.Csv);
        if (parsed.GetValue(_html) is not null) forms.Add(ReportForm.Html);
        return forms.Count switch
        {
            0 => ReportForm.Text,
            1 => forms[0],
            _ => throw new Trouble("give one of --json, --csv and --html", ExitCode.Usage),
        };
    }

    public int? Top(ParseResult parsed, ReportForm form) => parsed.GetValue(_top) ?? form switch
    {
        ReportForm.Text => TopOfText,
        ReportForm.Html => TopOfPage,
        _ => null,
    };

    /// <summary>Writes a page where it was asked for, and says so.</summary>
    public async Task WriteAsync(
        ParseResult parsed, Terminal terminal, string page, string answer, CancellationToken cancellationToken)
    {
        var file = parsed.GetValue(_html)!;
        if (file == "-")
        {
            await terminal.Out.WriteAsync(page);
            return;
        }

        await File.WriteAllTextAsync(file, page, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellationToken);
        terminal.Out.WriteLine(answer);
        terminal.Out.WriteLine($"The page is {Path.GetFullPath(file)}");
    }
}
