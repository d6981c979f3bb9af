using MailKit.Net.Smtp;
using MailKit.Security;

namespace Gatepost.Interop.Lab;

/// <summary>
/// A gateway with domains of ours that are signed, and Postfix that brings mail to every one of them: once while the first
/// certificate is in use, and once after it was renewed with another key.
/// </summary>
public sealed class OwnGateway(LabFixture lab) : IAsyncLifetime
{
    /// <summary>A name that only the renewed certificate bears, so that the log shows when it is in use.</summary>
    private const string Renewed = "renewed.ours.test";

    private readonly Dictionary<string, PostfixPeer> _senders = [];
    private readonly Dictionary<string, int> _logBefore = [];
    private Gateway? _gateway;

    public async ValueTask InitializeAsync()
    {
        var address = lab.Folder.Address("1.53");
        var now = lab.Authority.Issue("ours-now", Gateway.Name, OwnNames.Hosts);
        var next = lab.Authority.Issue("ours-next", Gateway.Name, OwnNames.Hosts, Renewed);
        var domains = OwnNames.All(lab.Authority, "ours-now", "ours-next").ToArray();
        OwnNames.Publish(lab.Dns.Zones, address, domains);
        await lab.Dns.RestartAsync();
        var config = new GatewayConfig(lab.Folder, lab.Authority, address).Certificate(now);
        foreach (var (name, _) in domains) config.Domain($"{name}.{OwnNames.Zone}", lab.AddressOf("postfix"));
        _gateway = await Gateway.StartAsync(lab.Folder, address, config.ToString());
        foreach (var (level, at) in ((string, string)[])[("dane", "1.43"), ("dane-only", "1.44")])
            _senders[level] = await SenderAsync(lab.Folder.Address(at), level);

        await SendAsync("before", domains);
        foreach (var (level, sender) in _senders) _logBefore[level] = sender.Log.Length;
        File.Copy(next.KeyFile, now.KeyFile, overwrite: true);
        File.Copy(next.ChainFile, now.ChainFile, overwrite: true);
        await Poll.UntilAsync(() => _gateway.Log.Contains(Renewed, StringComparison.Ordinal), "the renewed certificate is not seen");
        await SendAsync("after", domains);
    }

    public ValueTask DisposeAsync()
    {
        foreach (var sender in _senders.Values) sender.Dispose();
        _gateway?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>What a Postfix wrote about mail to a domain: how it was connected to its host, and what became of the
    /// message.</summary>
    internal (string Connected, string Status) Fate(string level, string domain, bool isRenewed)
    {
        var log = _senders[level].Log;
        var lines = (isRenewed ? log[_logBefore[level]..] : log[.._logBefore[level]]).Split('\n');
        var connected = lines.LastOrDefault(line => line.Contains($"TLS connection established to {domain}.mx.ours.test", StringComparison.Ordinal));
        var status = lines.First(line => line.Contains(Recipient(domain, isRenewed ? "after" : "before"), StringComparison.Ordinal));
        return (connected ?? "", status);
    }

    private async Task SendAsync(string box, (string Name, string[] Records)[] domains)
    {
        foreach (var sender in _senders.Values)
        {
            using var client = new SmtpClient();
            await client.ConnectAsync(sender.Address, LabFolder.Port, SecureSocketOptions.None);
            foreach (var (name, _) in domains)
                await client.SendAsync(Letters.Plain("bob@peer.test", $"{box}@{name}.{OwnNames.Zone}", "our own"));
            await client.DisconnectAsync(true);
        }

        foreach (var (level, sender) in _senders)
            await Poll.UntilAsync(
                () => domains.All(domain => sender.Log.Contains(Recipient(domain.Name, box), StringComparison.Ordinal)),
                $"Postfix ({level}) has not tried everything");
    }

    private static string Recipient(string domain, string box) => $"to=<{box}@{domain}.{OwnNames.Zone}>";

    private Task<PostfixPeer> SenderAsync(string address, string level) => PostfixPeer.SenderAsync(
        lab.Folder, address, $"""
            smtp_tls_security_level = {level}
            smtp_dns_support_level = dnssec
            smtp_tcp_port = {Gateway.MxPort}
            """, lab.Dns.Validating);
}
