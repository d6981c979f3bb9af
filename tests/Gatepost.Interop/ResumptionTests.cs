using System.Globalization;
using Gatepost.Interop.Lab;

namespace Gatepost.Interop;

/// <summary>What a resumed TLS session is worth to our listeners: what was shown when it began, judged anew by whoever it comes to.
/// </summary>
[Collection(SharedLab.Name)]
public sealed class ResumptionTests(LabFixture lab)
{
    private const int StrictPort = 2527;

    [Theory]
    [InlineData("-tls1_2")]
    [InlineData("-tls1_3")]
    public async Task A_resumed_session_gives_no_right_that_it_did_not_begin_with_and_none_at_another_listener(string version)
    {
        var address = lab.Folder.Address(version == "-tls1_2" ? "1.80" : "1.81");
        var client = lab.Authority.Issue($"resumer{version}", "client.test");
        using var gateway = await Gateway.StartAsync(
            lab.Folder, address, Configuration(address, lab.Authority.Tlsa(0, 1, $"resumer{version}")));
        var files = lab.Folder.Sub($"sessions{version}");
        string[] certificate = ["-cert", client.ChainFile, "-key", client.KeyFile];

        // With the certificate it may relay, and so may whoever resumes the session, since that takes its secret.
        Assert.Equal((false, true), await SendAsync(address, Gateway.RelayPort, version, ["-sess_out", $"{files}/shown", .. certificate]));
        Assert.Equal((true, true), await SendAsync(address, Gateway.RelayPort, version, ["-sess_in", $"{files}/shown"]));

        // Where another certificate is asked for, it gives none; nor does a session in which none was shown, though one is at hand.
        Assert.False((await SendAsync(address, StrictPort, version, ["-sess_in", $"{files}/shown"])).MayRelay);
        Assert.Equal((false, false), await SendAsync(address, Gateway.RelayPort, version, ["-sess_out", $"{files}/bare"]));
        Assert.Equal((true, false), await SendAsync(address, Gateway.RelayPort, version, ["-sess_in", $"{files}/bare", .. certificate]));
        await SendAsync(address, Gateway.MxPort, version, ["-sess_out", $"{files}/mx"]);
        Assert.False((await SendAsync(address, Gateway.RelayPort, version, ["-sess_in", $"{files}/mx"])).MayRelay);
    }

    private static async Task<(bool IsResumed, bool MayRelay)> SendAsync(string address, int port, string version, string[] options)
    {
        // In lower case, since the program takes lines that begin with R or Q for its own commands.
        var run = await CommandRun.WithInputAsync(
            "ehlo client.test\nmail from:<a@client.test>\nrcpt to:<b@foreign.test>\nquit\n",
            "openssl", ["s_client", "-starttls", "smtp", "-connect", string.Create(CultureInfo.InvariantCulture, $"{address}:{port}"),
                "-servername", Gateway.Name, "-crlf", "-ign_eof", version, .. options]);
        return (run.Output.Contains("\nReused, ", StringComparison.Ordinal), run.Output.Contains("250 2.1.5", StringComparison.Ordinal));
    }

    private string Configuration(string address, string pin) => new GatewayConfig(lab.Folder, lab.Authority, address)
        .Certificate(lab.Authority.Issue("gate", Gateway.Name)).Domain("inside.test", lab.AddressOf("postfix")).ToString()
        .Replace("networks = [\"127.0.0.0/8\"]", $"""
            client_pins = ["sha256:{pin}"]

            [[listener]]
            name = "strict"
            role = "relay"
            listen = ["{address}:{StrictPort}"]
            client_pins = ["sha256:{new string('0', 64)}"]
            """, StringComparison.Ordinal);
}
