using System.Text.Json;

namespace Gatepost.Interop.Lab;

/// <summary>
/// A gateway before Postfix and Dovecot, once set up as they should be and once as they should not, and what <c>gatepost check
/// --own</c> says of all that.
/// </summary>
public sealed class OwnCheck(LabFixture lab) : IAsyncLifetime
{
    private readonly Stack<IDisposable> _running = new();

    internal CommandRun Run { get; private set; } = null!;

    internal CheckedOwn Report { get; private set; } = null!;

    /// <summary>The findings of a place, each with its detail. Certificates of the lab end soon; that is left out.</summary>
    internal IReadOnlyList<string> Of(string place) =>
        [.. Report.Gateway.Findings.Where(finding => finding.Where.StartsWith(place, StringComparison.Ordinal))
            .Where(static finding => finding.Severity != "info" && !finding.Id.EndsWith("-soon", StringComparison.Ordinal))
            .Select(static finding => $"{finding.Id} {finding.Severity}: {finding.Detail}").Order(StringComparer.Ordinal)];

    public async ValueTask InitializeAsync()
    {
        var (gate, box, poor) = (lab.Folder.Address("1.70"), lab.Folder.Address("1.71"), lab.Folder.Address("1.72"));
        lab.Dns.Zones.Add(OwnNames.Zone, $"""
            checked MX 10 gate.checked
            gate.checked A {gate}
            box.checked A {box}
            poor.checked A {poor}
            _submissions._tcp.checked SRV 0 1 465 box.checked
            _imaps._tcp.checked SRV 0 1 993 box.checked
            _imap._tcp.checked SRV 0 1 143 poor.checked
            """);
        await lab.Dns.RestartAsync();
        await StartAsync("box", box, "ssl = required\ndisable_plaintext_auth = yes\nssl_min_protocol = TLSv1.2",
            "-o smtpd_tls_protocols=>=TLSv1.2 -o smtpd_tls_mandatory_protocols=>=TLSv1.2", "-o smtpd_tls_security_level=encrypt");
        await StartAsync("poor", poor, "ssl = yes\ndisable_plaintext_auth = no\nssl_min_protocol = TLSv1\nssl_cipher_list = ALL:@SECLEVEL=0",
            "-o smtpd_tls_protocols=>=TLSv1 -o tls_medium_cipherlist=ALL:@SECLEVEL=0", "-o smtpd_tls_auth_only=no");
        var gateway = await Gateway.StartAsync(lab.Folder, gate, Configuration(gate));
        _running.Push(gateway);
        Run = await gateway.RunAsync("check", "--own", "checked.ours.test", "--json", "--timeout", "3s");
        Report = JsonSerializer.Deserialize<CheckedOwn>(Run.Output, JsonSerializerOptions.Web)!;
    }

    public ValueTask DisposeAsync()
    {
        while (_running.TryPop(out var running)) running.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Two listeners are enough to be looked at: each costs some dozens of calls.</summary>
    private string Configuration(string gate)
    {
        var all = new GatewayConfig(lab.Folder, lab.Authority, gate).Dns(lab.Dns.Validating)
            .Certificate(lab.Authority.IssueRsa("checked-gate", "gate.checked.ours.test"))
            .Domain("checked.ours.test", "box.checked.ours.test").ToString();
        var from = all.IndexOf("[[listener]]\nrole = \"submission\"", StringComparison.Ordinal);
        var to = all.IndexOf("[outbound]", StringComparison.Ordinal);
        return all.Remove(from, to - from)
            .Replace("networks = [\"127.0.0.0/8\"]", "networks = [\"127.0.0.0/8\"]\ntls_cbc = false", StringComparison.Ordinal)
            .Replace(Gateway.Name, "gate.checked.ours.test", StringComparison.Ordinal)
            .Replace("[outbound]\n", $"[outbound]\nmx_port = {LabFolder.Port}\n", StringComparison.Ordinal);
    }

    private async Task StartAsync(string name, string address, string dovecot, string postfix, string submission)
    {
        var host = $"{name}.checked.ours.test";
        var certificate = lab.Authority.IssueRsa($"checked-{name}", host);
        var logins = $"-o smtpd_sasl_auth_enable=yes -o smtpd_sasl_type=dovecot -o smtpd_sasl_path={DovecotPeer.LoginSocket(lab.Folder, name)}";
        _running.Push(await DovecotPeer.StartAsync(lab.Folder, name, address, certificate, dovecot));
        _running.Push(await PostfixPeer.ReceiverAsync(lab.Folder, $"postfix-{name}", certificate,
        [
            new PostfixFace(address, host, postfix),
            new PostfixFace(address, host, $"{postfix} {logins} -o smtpd_tls_wrappermode=yes") { Port = 465 },
            new PostfixFace(address, host, $"{postfix} {logins} {submission}") { Port = 587 },
        ]));
    }
}
