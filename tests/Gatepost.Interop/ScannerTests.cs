using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Gatepost.Interop.Lab;

namespace Gatepost.Interop;

/// <summary>
/// What scanners that everybody knows say of our listeners: nothing that docs/checks-tls.md does not name, with whose it is to decide.
/// <c>TESTSSL=all</c> lets testssl.sh look at everything, which takes minutes for each listener.
/// </summary>
public sealed partial class ScannerTests(ScannedGateway gateway) : IClassFixture<ScannedGateway>, IAsyncLifetime
{
    private static readonly bool IsWhole = Environment.GetEnvironmentVariable("TESTSSL") == "all";

    public static TheoryData<int> Listeners { get; } =
        [Gateway.MxPort, Gateway.RelayPort, Gateway.SubmissionPort, Gateway.SubmissionsPort];

    public static TheoryData<int> Scanned => IsWhole ? Listeners : [Gateway.SubmissionsPort];

    public async ValueTask InitializeAsync() => await Peers.NeedAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Listeners))]
    public async Task Sslscan_finds_nothing_weak(int port)
    {
        string[] how = port == Gateway.SubmissionsPort ? [] : ["--starttls-smtp"];
        var run = await CommandRun.OfAsync("sslscan", ["--no-colour", "--xml=-", $"--sni-name={Gateway.Name}", .. how, $"{gateway.Address}:{port}"]);
        var found = XDocument.Parse(run.MustSucceed().Output).Root!.Element("ssltest")!;

        Assert.Equal(["1.2", "1.3"], found.Elements("protocol").Where(static e => Is(e, "enabled")).Select(static e => e.Attribute("version")!.Value));
        Assert.DoesNotContain(found.Elements("compression"), static e => Is(e, "supported"));
        Assert.DoesNotContain(found.Elements("renegotiation"), static e => Is(e, "supported"));
        Assert.DoesNotContain(found.Elements("heartbleed"), static e => Is(e, "vulnerable"));
        var ciphers = found.Elements("cipher").ToList();
        Assert.True(ciphers.Count >= 5, run.Output);
        Assert.All(ciphers, static e => Assert.Contains(e.Attribute("strength")!.Value, (string[])["strong", "acceptable"]));
        Assert.All(ciphers, static e => Assert.Matches("^(TLS_(AES|CHACHA20)_|ECDHE-)", e.Attribute("cipher")!.Value));
        Assert.Equal("ECDHE-ECDSA-AES256-GCM-SHA384",
            ciphers.Single(static e => e is { } && e.Attribute("status")!.Value == "preferred" && e.Attribute("sslversion")!.Value == "TLSv1.2").Attribute("cipher")!.Value);
    }

    [Theory]
    [MemberData(nameof(Scanned))]
    public async Task Testssl_finds_nothing_that_the_page_does_not_name(int port)
    {
        var json = Path.Combine(gateway.Folder.Path, $"testssl-{port}.json");
        string[] how = port == Gateway.SubmissionsPort ? [] : ["--starttls=smtp"];
        string[] what = IsWhole ? ["-p", "-s", "-f", "-P", "-S", "-U"] : ["-p"];
        using (var scan = LabProcess.Start(Path.ChangeExtension(json, "log"), "testssl",
            ["--quiet", "--color", "0", "--warnings", "off", "--nodns", "none", "--jsonfile", json, "--add-ca", gateway.RootFile, "--ip", gateway.Address, .. how, .. what,
                $"{Gateway.Name}:{port}"]))
        {
            for (var tries = 0; !scan.HasExited; tries++)
            {
                Assert.True(tries < (IsWhole ? 1200 : 180), scan.Log);
                await Task.Delay(1000, TestContext.Current.CancellationToken);
            }
        }

        var findings = JsonSerializer.Deserialize<Finding[]>(await File.ReadAllTextAsync(json, TestContext.Current.CancellationToken), JsonSerializerOptions.Web)!;
        Assert.Contains(findings, static found => found is { Id: "TLS1_3", Severity: "OK" });
        var named = Named().Matches(await File.ReadAllTextAsync(Path.Combine(Peers.Root, "docs", "checks-tls.md"), TestContext.Current.CancellationToken))
            .Select(static match => match.Groups["id"].Value).ToHashSet();
        Assert.NotEmpty(named);
        // WARN and DEBUG are what the scanner says of itself.
        Assert.Empty(findings.Where(found => found.Severity is not ("OK" or "INFO" or "WARN" or "DEBUG") && !named.Contains(found.Id))
            .Select(static found => $"{found.Severity} {found.Id}: {found.Text}"));
    }

    private static bool Is(XElement element, string attribute) => element.Attribute(attribute)?.Value == "1";

    [GeneratedRegex(@"^\| testssl\.sh \| `(?<id>\w+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();

    private sealed record Finding(string Id, string Severity)
    {
        [System.Text.Json.Serialization.JsonPropertyName("finding")]
        public string Text { get; init; } = "";
    }
}
