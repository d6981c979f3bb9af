namespace Gatepost.Interop.Lab;

/// <summary>A gateway with agreements, and a Postfix for each way in which a partner may send.</summary>
public sealed class PartnerGateway(LabFixture lab) : IAsyncLifetime
{
    private const string Nobody = "spki-sha256:0000000000000000000000000000000000000000000000000000000000000000";

    private readonly Dictionary<string, PostfixPeer> _senders = [];

    internal Gateway Gateway { get; private set; } = null!;

    internal IReadOnlyDictionary<string, PostfixPeer> Senders => _senders;

    public async ValueTask InitializeAsync()
    {
        var address = lab.Folder.Address("1.54");
        Gateway = await Gateway.StartAsync(lab.Folder, address, Outbound(address) + Inbound());
        var hop = $"relayhost = [{address}]:{Gateway.MxPort}\nsmtp_tls_security_level = ";
        var client = $"encrypt\nsmtp_tls_cert_file = {lab.Client.ChainFile}\nsmtp_tls_key_file = {lab.Client.KeyFile}\n";
        foreach (var (how, at, settings) in ((string, string, string)[])
            [("with certificate", "1.45", client), ("without certificate", "1.46", "encrypt\n"), ("in clear", "1.47", "none\n")])
        {
            _senders[how] = await PostfixPeer.SenderAsync(lab.Folder, lab.Folder.Address(at), hop + settings);
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var sender in _senders.Values) sender.Dispose();
        Gateway?.Dispose();
        return ValueTask.CompletedTask;
    }

    private string Outbound(string address)
    {
        var (stranger, closed) = (lab.AddressOf("stranger"), lab.AddressOf("closed"));
        const string Pinned = "tls = \"fingerprint\"\ntls_pins = [\"{0}\"]\n";
        const string Authority = "tls = \"verify\"\ntls_names = [\"{0}\"]\ntls_ca_file = \"{1}\"\n";
        var pin = Pinned.Replace("{0}", $"spki-sha256:{lab.Authority.Tlsa(1, 1, "stranger")}", StringComparison.Ordinal);
        var wrong = Pinned.Replace("{0}", Nobody, StringComparison.Ordinal);
        var authority = Authority.Replace("{1}", lab.Authority.StrangerFile, StringComparison.Ordinal);
        var known = "tls = \"secure\"\ntls_names = [\"mx.postfix.test\"]\n";
        var config = new GatewayConfig(lab.Folder, lab.Authority, address)
            .Certificate(lab.Client)
            .Domain("inside.test", lab.AddressOf("postfix"))
            .Partner("pin.test", stranger, pin)
            .Partner("ca.test", stranger, authority.Replace("{0}", "mx.stranger.test", StringComparison.Ordinal))
            .Partner("other-ca.test", lab.AddressOf("postfix"), authority.Replace("{0}", "mx.postfix.test", StringComparison.Ordinal))
            .Partner("closed.test", closed, known + "tls_client_certificate = \"own\"\n")
            .Partner("closed-to-us.test", closed, known);
        foreach (var action in (string[])["defer", "hold", "bounce"])
            config.Partner($"wrong-pin-{action}.test", stranger, $"{wrong}on_failure = \"{action}\"\n");
        return config.ToString();
    }

    private string Inbound() => string.Concat(
        Row("by-ca", $"inbound = \"certificate\"\ninbound_client_ca_file = \"{lab.Authority.StrangerFile}\""),
        Row("by-pin", $"inbound = \"certificate\"\ninbound_client_pins = [\"spki-sha256:{lab.Authority.Tlsa(1, 1, "client")}\"]"),
        Row("by-other-pin", $"inbound = \"certificate\"\ninbound_client_pins = [\"{Nobody}\"]"),
        Row("by-tls", "inbound = \"tls\""));

    private static string Row(string name, string demand) => $"[[partner]]\ndomains = [\"{name}.test\"]\ndirections = \"in\"\n{demand}\n\n";
}
