using System.CommandLine;
using Gatepost.Configuration;
using Gatepost.Host.CommandLine;
using Gatepost.Host.Desk;
using Gatepost.Host.Output;
using Gatepost.Host.Partners;

namespace Gatepost.Host.Verbs;

/// <summary><c>gatepost partner …</c>: agreements, how they are kept, and whether they can be.</summary>
internal sealed class PartnerVerb(Terminal terminal, DeskDoor door)
{
    private const int Days = 30;

    private readonly Option<string?> _config = ConfigOption.Create();
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };

    public static Verb Build(Terminal terminal, DeskDoor door)
    {
        var partner = new PartnerVerb(terminal, door);
        return new Verb("partner", "Shows agreements on encryption, tries them, and makes new ones (docs/partners.md).",
            "gatepost partner list", "gatepost partner add --domain lighthouse.example --level verify")
            .With(partner.List(), partner.Show(), partner.Test(), PartnerAddVerb.Build(terminal, door));
    }

    /// <summary>The row of that name.</summary>
    public static PartnerConfig Find(GatepostConfig config, string name) =>
        config.Partners.FirstOrDefault(partner => partner.Name == name)
            ?? config.Partners.FirstOrDefault(partner => partner.Domains.Contains(name))
            ?? throw new Trouble(config.Partners.Count == 0
                ? "there is no [[partner]] in the configuration: \"gatepost partner add\" makes one"
                : $"there is no partner '{name}'; there are: "
                    + string.Join(", ", config.Partners.Select(static row => row.Name)));

    private Verb List() => new Verb("list",
        $"Lists the agreements, and how much mail of the last {Days} days met them.", "gatepost partner list",
            "gatepost partner list --json")
        .With(_json, _config)
        .Does(terminal, async (parsed, cancellationToken) =>
        {
            var config = ConfigLoading.Load(parsed.GetValue(_config));
            await using var desk = await door(parsed.GetValue(_config), cancellationToken);
            var ledger = new PartnerLedger(desk, terminal.Time);
            var rows = new List<PartnerRow>();
            foreach (var partner in config.Partners) rows.Add(await ledger.LookAsync(partner, Days, cancellationToken));
            if (parsed.GetValue(_json)) ShownJson.Print(terminal, (IReadOnlyList<PartnerRow>)rows, PartnerJson.Default);
            else PartnerView.Print(terminal, rows);
            return ExitCode.Ok;
        });

    private Verb Show()
    {
        var name = new Argument<string>("name") { Description = "A partner as 'partner list' shows it, or one of its domains." };
        return new Verb("show", $"Shows one agreement, and why mail of the last {Days} days did not meet it.",
                "gatepost partner show lighthouse")
            .With(name, _json, _config)
            .Does(terminal, async (parsed, cancellationToken) =>
            {
                var partner = Find(ConfigLoading.Load(parsed.GetValue(_config)), parsed.GetValue(name)!);
                await using var desk = await door(parsed.GetValue(_config), cancellationToken);
                var row = await new PartnerLedger(desk, terminal.Time).LookAsync(partner, Days, cancellationToken);
                if (parsed.GetValue(_json)) ShownJson.Print(terminal, row, PartnerJson.Default);
                else PartnerView.PrintWhole(terminal, row);
                return ExitCode.Ok;
            });
    }

    private Verb Test()
    {
        var name = new Argument<string>("name") { Description = "A partner as 'partner list' shows it, or one of its domains." };
        return new Verb("test",
                "Calls every host and address of a partner, sends nothing, and shows the highest level that all of them meet. "
                + "Ends with 1 where that is less than was agreed.",
                "gatepost partner test lighthouse", "gatepost partner test lighthouse --json")
            .With(name, _json, _config)
            .Does(terminal, async (parsed, cancellationToken) =>
            {
                var config = ConfigLoading.Load(parsed.GetValue(_config));
                var partner = Find(config, parsed.GetValue(name)!);
                var test = await PartnerTester.TestNowAsync(terminal, config, partner, cancellationToken);
                if (parsed.GetValue(_json)) ShownJson.Print(terminal, test, PartnerJson.Default);
                else PartnerView.Print(terminal, test, partner.Tls.Level);
                return test.Meets(partner.Tls.Level) ? ExitCode.Ok : ExitCode.Refused;
            });
    }
}
