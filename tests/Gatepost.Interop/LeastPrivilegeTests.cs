using System.Globalization;
using System.Text.RegularExpressions;
using Gatepost.Interop.Lab;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Gatepost.Interop;

/// <summary>Gatepost needs a data folder and the low ports, and the unit of the package leaves it no more.</summary>
public sealed partial class LeastPrivilegeTests : IAsyncLifetime
{
    private const string Nobody = "nobody";

    private static readonly string Unit = Path.Combine(Peers.Root, "packaging", "gatepost.service");

    private readonly LabFolder _lab = new();

    public async ValueTask InitializeAsync() => await Peers.NeedAsync();

    public ValueTask DisposeAsync()
    {
        _lab.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_the_unit_leaves_open_is_below_2_by_systemds_count()
    {
        var run = await CommandRun.OfAsync("systemd-analyze", "security", "--offline=true", "--no-pager", Unit);
        var exposure = double.Parse(Exposure().Match(run.Output).Groups["level"].ValueSpan, CultureInfo.InvariantCulture);
        Assert.True(exposure < 2.0, run.Output);
    }

    [Fact]
    public async Task Under_what_the_unit_leaves_it_starts_on_port_25_takes_mail_and_stops()
    {
        using var authority = new LabAuthority(_lab);
        var address = _lab.Address("7.21");
        var data = _lab.Sub("unit-data");
        var certificate = authority.Issue("unit", Gateway.Name);
        var config = _lab.Write("unit/gatepost.toml", new GatewayConfig(_lab, authority, address).In(data).Certificate(certificate)
            .Domain("inside.test", _lab.Address("7.22")).ToString()
            .Replace($"\"{address}:{Gateway.MxPort}\"", $"\"{address}:25\"", StringComparison.Ordinal));
        (await CommandRun.OfAsync("chown", Nobody, data, certificate.KeyFile)).MustSucceed();
        using var gateway = LabProcess.Start(Path.Combine(_lab.Path, "gatepost-unit.log"), "/usr/bin/python3",
            [Path.Combine(Peers.Scripts, "confined.py"), Unit, Nobody, data, Path.Combine(Peers.Root, "bin", "gatepost"), "serve", "-c", config]);
        await Poll.UntilAsync(() => gateway.HasExited || Poll.Answers(address, 25), "it does not listen on port 25");
        Assert.False(gateway.HasExited, gateway.Log);
        Assert.Contains(Confined(gateway.Id), static line => line == "Seccomp:\t2");
        Assert.Contains(Confined(gateway.Id), static line => line == "CapEff:\t0000000000000400"); // CAP_NET_BIND_SERVICE
        Assert.Contains(Confined(gateway.Id), static line => line == "NoNewPrivs:\t1");

        using (var client = new SmtpClient { ServerCertificateValidationCallback = static (_, _, _, _) => true })
        {
            await client.ConnectAsync(address, 25, SecureSocketOptions.StartTls);
            await client.SendAsync(Letters.Plain("bob@peer.test", "box@inside.test", "confined"));
            await client.SendAsync(Letters.Plain("bob@peer.test", "box@inside.test", "large", string.Concat(Enumerable.Repeat("A line of many.\r\n", 30_000)))); // a file of its own
            await client.DisconnectAsync(true);
        }

        gateway.Terminate();
        await Poll.UntilAsync(() => gateway.HasExited, "it does not stop");
        Assert.EndsWith("stopped", gateway.Log.TrimEnd(), StringComparison.Ordinal);
        Assert.DoesNotContain(" error ", gateway.Log, StringComparison.Ordinal);
    }

    private static string[] Confined(int process) => File.ReadAllLines($"/proc/{process}/status");

    [GeneratedRegex(@"Overall exposure level for \S+: (?<level>[0-9.]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Exposure();
}
