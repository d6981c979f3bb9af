namespace Gatepost.Interop.Lab;

/// <summary>A gateway between two Postfixes that know REQUIRETLS: one brings mail, by DANE, and one takes it.</summary>
public sealed class RequireTlsGateway(LabFixture lab) : IAsyncLifetime
{
    internal Gateway Gateway { get; private set; } = null!;

    internal PostfixPeer Sender { get; private set; } = null!;

    internal PostfixPeer Receiver { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var (address, next) = (lab.Folder.Address("1.55"), lab.Folder.Address("1.5"));
        var own = lab.Authority.Issue("rtls-gate", Gateway.Name);
        var certificate = lab.Authority.Issue("rtls-next", "mx.next.test");
        OwnNames.Publish(lab.Dns.Zones, next,
        [
            ("rtls-proven", [$"3 1 1 {lab.Authority.Tlsa(1, 1, "rtls-next")}"]),
            ("rtls-unproven", []),
        ]);
        OwnNames.Publish(lab.Dns.Zones, lab.AddressOf("exim"), [("rtls-exim", [$"3 1 1 {lab.Authority.Tlsa(1, 1, "exim")}"])]);
        OwnNames.Publish(lab.Dns.Zones, address,
        [
            ("rtls-through", [$"3 1 1 {lab.Authority.Tlsa(1, 1, "rtls-gate")}"]),
            ("rtls-ends", [$"3 1 1 {lab.Authority.Tlsa(1, 1, "rtls-gate")}"]),
            ("rtls-bare", []),
        ]);
        await lab.Dns.RestartAsync();
        Receiver = await PostfixPeer.NextReceiverAsync(lab.Folder, certificate, new PostfixFace(next, "mx.next.test", ""));
        Sender = await PostfixPeer.NextSenderAsync(lab.Folder, lab.Folder.Address("1.48"), $"""
            smtpd_tls_security_level = may
            smtpd_tls_cert_file = {certificate.ChainFile}
            smtpd_tls_key_file = {certificate.KeyFile}
            smtp_tls_security_level = dane
            smtp_dns_support_level = dnssec
            smtp_tcp_port = {Gateway.MxPort}
            smtp_requiretls_policy = enforce
            """, lab.Dns.Validating);
        Gateway = await Gateway.StartAsync(lab.Folder, address, Configuration(address, own, next));
    }

    public ValueTask DisposeAsync()
    {
        Gateway?.Dispose();
        Sender?.Dispose();
        Receiver?.Dispose();
        return ValueTask.CompletedTask;
    }

    private string Configuration(string address, IssuedCertificate own, string next)
    {
        const string Known = "tls = \"secure\"\ntls_names = [\"{0}\"]\nrequiretls = \"{1}\"\n";
        var relay = Known.Replace("{0}", "mx.next.test", StringComparison.Ordinal).Replace("{1}", "relay", StringComparison.Ordinal);
        var final = Known.Replace("{0}", "mx.postfix.test", StringComparison.Ordinal).Replace("{1}", "final", StringComparison.Ordinal);
        var text = new GatewayConfig(lab.Folder, lab.Authority, address).Dns(lab.Dns.Validating).Certificate(own)
            .Domain("inside.test", lab.AddressOf("postfix"))
            .Domain($"rtls-through.{OwnNames.Zone}", next, relay)
            .Domain($"rtls-bare.{OwnNames.Zone}", next, relay)
            .Domain($"rtls-ends.{OwnNames.Zone}", lab.AddressOf("postfix"), final).ToString();
        return text.Replace("[outbound]\n", $"[outbound]\nmx_port = {LabFolder.Port}\n", StringComparison.Ordinal);
    }
}
