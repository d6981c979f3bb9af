using System.CommandLine;
using System.Text.Json;
using Gatepost.Host.CommandLine;
using Gatepost.Host.Output;
using Gatepost.Host.Verbs;
using Gatepost.Tests.Checks.TlsProbing;
using Gatepost.Tests.Delivery;
using Gatepost.Tests.Host;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Checks;

/// <summary>The command line of <c>gatepost check</c>.</summary>
public sealed class CheckVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("good", ExitCode.Ok)]
    [InlineData("expired", ExitCode.NotVerified)]
    [InlineData("old-ciphers", ExitCode.NotVerified)]
    [InlineData("down", ExitCode.Unavailable)]
    [InlineData("mixed-starttls", ExitCode.ClearText)]
    [InlineData("handshake-fails", ExitCode.ClearText)]
    [InlineData("null-mx", ExitCode.Refused)]
    [InlineData("tlsa-mismatch", ExitCode.Refused)]
    [InlineData("dns-fails", ExitCode.Unavailable)]
    public async Task The_exit_code_says_how_mail_can_go(string scene, int expected)
    {
        await using var lab = new CheckLab(Scenes.Find(scene));

        var run = await RunAsync(lab, "lighthouse.test");

        Assert.Equal((expected, ""), (run.Code, run.Error));
    }

    [Fact]
    public async Task Several_domains_end_with_a_table_and_the_gravest_counts()
    {
        await using var lab = new CheckLab(Scenes.Find("good"));
        var list = Path.Combine(_folder.Path, "partners.txt");
        await File.WriteAllTextAsync(list, "# ours\nlighthouse.test\r\n\nfog.test # gone\n", TestContext.Current.CancellationToken);

        var run = await RunAsync(lab, "--file", list, "LightHouse.test.");

        Assert.Equal(ExitCode.Refused, run.Code);
        var lines = run.Out.TrimEnd().Split('\n');
        Assert.StartsWith("fog.test", lines[^3]);
        Assert.StartsWith("lighthouse.test", lines[^2]);
        Assert.Equal("1 verified, 1 undeliverable", lines[^1]);
    }

    [Fact]
    public async Task Json_holds_what_the_page_says()
    {
        await using var lab = new CheckLab(Scenes.Find("mixed-starttls"));

        var run = await RunAsync(lab, "--json", "--transcript", "lighthouse.test");

        var report = JsonDocument.Parse(run.Out).RootElement[0];
        Assert.Equal(("clear", "clear", "may"), (Word(report, "outlook"), Word(report, "reachable"), Word(report, "level")));
        var address = report.GetProperty("hosts")[0].GetProperty("addresses")[0];
        Assert.Equal("host-verified", Word(address, "reachable"));
        Assert.Equal(["dns", "connect", "greeting", "start_tls", "handshake", "certificate", "dane", "mta_sts", "hello"],
            address.GetProperty("stages").EnumerateArray().Select(stage => Word(stage, "stage")));
        Assert.Contains(address.GetProperty("transcript").EnumerateArray(), line => Word(line, "text") == "STARTTLS");
        Assert.Equal(["encrypt", "verify", "secure", "dane-only"],
            report.GetProperty("if_enforced").EnumerateArray().Select(level => Word(level, "level")));
        var finding = report.GetProperty("findings").EnumerateArray().First();
        Assert.Equal(("B1-mixed", "fail"), (Word(finding, "id"), Word(finding, "severity")));
        var page = Repository.Read("docs/checks.md");
        Assert.All(report.EnumerateObject(), member => Assert.Contains($"`{member.Name}", page));
    }

    [Fact]
    public async Task The_dialogue_is_shown_escaped_and_ends_before_MAIL()
    {
        await using var lab = new CheckLab(Scenes.Find("unwelcome"));

        var run = await RunAsync(lab, "--transcript", "lighthouse.test");

        Assert.Contains(@"  < 554 5.7.1 your address \x1B[31mis listed", run.Out);
        Assert.DoesNotContain('\e', run.Out);
    }

    [Theory]
    [InlineData("good")]
    [InlineData("addresses-differ")]
    [InlineData("dangling")]
    public async Task A_terminal_of_80_columns_holds_it(string scene)
    {
        await using var lab = new CheckLab(Scenes.Find(scene));

        var run = await RunAsync(lab, new TestTerminal { Width = 80 }, "--explain", "lighthouse.test");

        var lines = System.Text.RegularExpressions.Regex.Replace(run.Out, @"\e\[[0-9;]*m", "").Split('\n');
        Assert.All(lines, line => Assert.True(line.TrimEnd().Length <= 80, line));
    }

    [Fact]
    public async Task Progress_is_for_people_only()
    {
        await using var lab = new CheckLab(Scenes.Find("good"));

        Assert.Equal("", (await RunAsync(lab, "lighthouse.test")).Error);
        var seen = (await RunAsync(lab, new TestTerminal { ErrorIsTerminal = true }, "lighthouse.test")).Error;
        Assert.Contains("lighthouse.test: mx1.lighthouse.test [127.0.0.2]", seen);
        Assert.EndsWith("\r\e[K", seen);
    }

    [Theory]
    [InlineData("no domain to check")]
    [InlineData("is no domain: write it like example.org", "not a domain")]
    [InlineData("--timeout 0s is no time to wait", "--timeout", "0s", "lighthouse.test")]
    public async Task What_cannot_be_meant_is_told(string told, params string[] arguments)
    {
        await using var lab = new CheckLab(Scenes.Find("null-mx"));

        var run = await RunAsync(lab, arguments);

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains(told, run.Error);
    }

    [Fact]
    public async Task What_the_configuration_agrees_with_a_partner_is_what_is_checked()
    {
        await using var lab = new CheckLab(Scenes.Find("self-signed"));

        var run = await RunAsync(lab, new TestTerminal
        {
            More = """
                [[partner]]
                name = "lighthouse"
                domains = ["lighthouse.test"]
                tls = "secure"
                """,
        }, "lighthouse.test");

        Assert.Equal(ExitCode.Refused, run.Code);
        Assert.Contains("partner lighthouse: level secure", run.Out);
        Assert.Contains("Mail would wait, since no host can take it: the certificate is self-signed.", run.Out);
    }

    [Theory]
    [InlineData("127.0.0.2", "mx1.lighthouse.test", ExitCode.Ok, "in_order")]
    [InlineData("127.0.0.2", "elsewhere.test", ExitCode.NotVerified, "weakened")]
    [InlineData("127.0.0.9", "mx1.lighthouse.test", ExitCode.Refused, "failing")]
    public async Task Of_our_own_side_the_exit_code_says_how_grave_the_findings_are(string listens, string named, int expected, string verdict)
    {
        var scene = OwnGatewayTests.Gateway(OwnGatewayTests.Refusing, OwnGatewayTests.Host());
        await using var lab = new CheckLab(scene with { Zone = scene.Zone.Replace("PTR   mx1.lighthouse.test", $"PTR {named}", StringComparison.Ordinal) });

        var run = await RunAsync(lab, new TestTerminal
        {
            Hostname = "mx1.lighthouse.test",
            Listen = $"{listens}:{lab.Port}",
            More = $"""
                [[domain]]
                name = "lighthouse.test"
                next_hop = "127.0.0.4:{lab.Port}"
                """,
        }, "--own", "--json");

        Assert.Equal((expected, ""), (run.Code, run.Error));
        var report = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal(verdict, Word(report, "verdict"));
        Assert.Equal("lighthouse.test", Word(report.GetProperty("domains").EnumerateArray().Single(), "domain"));
        Assert.Equal("mx1.lighthouse.test", Word(report.GetProperty("gateway"), "hostname"));
        var page = Repository.Read("docs/checks.md");
        Assert.All(report.EnumerateObject().Concat(report.GetProperty("gateway").EnumerateObject()), member => Assert.Contains($"`{member.Name}", page));
    }

    [Fact]
    public async Task A_named_domain_is_judged_as_ours_without_a_configuration_too()
    {
        await using var lab = new CheckLab(Scenes.Find("null-mx"));

        var run = await RunAsync(lab, new TestTerminal { IsWithoutFile = true }, "--own", "lighthouse.test");

        Assert.Equal((ExitCode.Refused, ""), (run.Code, run.Error));
        Assert.StartsWith("Your mail: something fails, or cannot be protected (1 failure, 2 warnings)", run.Out);
        Assert.DoesNotContain("this gateway", run.Out);
    }

    [Fact]
    public async Task What_is_ours_must_be_said_somewhere()
    {
        await using var lab = new CheckLab(Scenes.Find("null-mx"));

        var run = await RunAsync(lab, new TestTerminal { IsWithoutFile = true }, "--own");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("name its file with -c FILE, or name your domain", run.Error);
    }

    [Fact]
    public async Task A_partner_s_TLS_is_probed_only_where_it_is_asked_for()
    {
        await using var lab = new CheckLab(Scenes.Find("dane-alone"));

        var without = await RunAsync(lab, "--json", "lighthouse.test");
        var with = await RunAsync(lab, "--json", "--tls", "lighthouse.test");

        Assert.DoesNotContain("tls_profile", without.Out);
        Assert.Contains("\"class\": \"sufficient\"", with.Out);
    }

    private static string? Word(JsonElement element, string member) => element.GetProperty(member).GetString();

    private Task<(int Code, string Out, string Error)> RunAsync(CheckLab lab, params string[] arguments) =>
        RunAsync(lab, new TestTerminal(), arguments);

    private async Task<(int Code, string Out, string Error)> RunAsync(CheckLab lab, TestTerminal shown, params string[] arguments)
    {
        var ca = Path.Combine(_folder.Path, "ca.pem");
        await File.WriteAllTextAsync(ca, TestCertificates.Ca.ExportCertificatePem(), TestContext.Current.CancellationToken);
        var config = Path.Combine(_folder.Path, "gatepost.toml");
        await File.WriteAllTextAsync(config, $"""
            hostname = "{shown.Hostname}"
            data_dir = '{_folder.Path}'
            [[listener]]
            role = "mx"
            listen = ["{shown.Listen}"]
            [outbound]
            mx_port = {lab.Port}
            ca_file = '{ca}'
            {shown.More}
            """, TestContext.Current.CancellationToken);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal
        {
            In = TextReader.Null,
            Out = output,
            Error = error,
            Width = shown.Width,
            ErrorIsTerminal = shown.ErrorIsTerminal,
            ReadSecret = () => null,
            Time = new FakeTimeProvider(Outgoing.Noon),
        };
        var verb = CheckVerb.Build(terminal, lab.Resolver, tools => tools with
        {
            Probe = (_, _, _) => Task.FromResult(TlsJudgeTests.Best),
            Own = tools.Own with { Interfaces = () => [], PortOf = _ => 1 }, // what this machine has or serves is none of ours
        });
        string[] which = shown.IsWithoutFile ? [] : ["-c", config];
        var code = await GatepostCommand.Parse(verb, [.. which, .. arguments])
            .InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, TestContext.Current.CancellationToken);
        return (code, output.ToString().ReplaceLineEndings("\n"), error.ToString());
    }

    private sealed record TestTerminal
    {
        public int? Width { get; init; }

        public bool ErrorIsTerminal { get; init; }

        public string More { get; init; } = "";

        public string Hostname { get; init; } = "gate.harbour.test";

        public string Listen { get; init; } = "127.0.0.1:1";

        public bool IsWithoutFile { get; init; }
    }
}
