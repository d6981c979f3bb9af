using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Configuration;
using Gatepost.Inbound.Connections;
using Gatepost.Messages;
using Gatepost.Tests.Fakes;

namespace Gatepost.Tests.Inbound;

public class TlsTests
{
    [Theory]
    [InlineData("mx.other.example", "CN=mx.other.example")]
    [InlineData("gate.example", "CN=gate.example")]
    [InlineData("nobody.example", "CN=gate.example")]
    [InlineData("", "CN=gate.example")]
    public async Task The_certificate_is_chosen_by_SNI_and_any_other_name_gets_the_fallback(string name, string subject)
    {
        await using var gate = new TestGate();
        await using var client = await UpgradeAsync(gate, TestGate.Mx, serverName: name);
        Assert.Equal(subject, client.Tls!.RemoteCertificate!.Subject);
    }

    [Theory]
    [InlineData(ListenerRole.Submission)]
    [InlineData(ListenerRole.Submissions)]
    [InlineData(ListenerRole.Relay)]
    [Trait("Statement", "C2S-03")]
    public void Where_TLS_is_required_nothing_below_1_2_is_spoken(ListenerRole role) =>
        Assert.Equal(SslProtocols.Tls12 | SslProtocols.Tls13, TlsVersions.For(TestGate.Mx with { Role = role }));

    [Fact]
    public void Opportunistic_TLS_is_wider_since_the_alternative_is_clear_text() =>
        Assert.NotEqual(TlsVersions.For(TestGate.Relay), TlsVersions.For(TestGate.Mx));

    [Theory]
    [InlineData(SslProtocols.Tls12, "TLSv1.2")]
    [InlineData(SslProtocols.Tls13, "TLSv1.3")]
    public async Task What_TLS_was_like_goes_with_the_message(SslProtocols protocol, string name)
    {
        await using var gate = new TestGate();
        await using var client = await UpgradeAsync(gate, TestGate.Mx, protocols: protocol);
        var facts = await FactsOfAMessageAsync(gate, client);
        Assert.Equal(name, facts.Protocol);
        Assert.Equal(client.Tls!.NegotiatedCipherSuite.ToString(), facts.CipherSuite);
        Assert.Equal((Assurance.Encrypted, TlsProofs.Tls), (facts.Reached, facts.Proofs));
    }

    [Fact]
    public async Task A_client_certificate_with_a_pinned_key_may_relay_whoever_issued_it()
    {
        var certificate = FakeCertificates.OfAnotherCa();
        var key = Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
        await using var gate = new TestGate();
        var listener = TestGate.Relay with { ClientPins = [new CertificatePin(PinKind.PublicKey, key)] };
        await using var client = await UpgradeAsync(gate, listener, certificate);
        var facts = await FactsOfAMessageAsync(gate, client, "friend@foreign.example");
        Assert.Equal(Assurance.PartnerVerified, facts.Reached);
        Assert.Equal($"pin spki-sha256:{key}", facts.VouchedBy);
        Assert.Equal(key, facts.PublicKeyDigest);
        Assert.Equal("CN=relay.example", facts.Subject);
    }

    [Fact]
    public async Task An_expired_client_certificate_may_not_relay_and_the_reason_is_noted()
    {
        await using var gate = new TestGate();
        gate.Time.SetUtcNow(new(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var client = await UpgradeAsync(
            gate, TestGate.Relay with { ClientCaFile = FakeCertificates.CaFile }, FakeCertificates.ForRelayClient());
        var facts = await FactsOfAMessageAsync(gate, client);
        Assert.Equal(Assurance.Encrypted, facts.Reached);
        Assert.Contains("NotTimeValid", facts.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ListenerRole.Mx)]
    [InlineData(ListenerRole.Submission)]
    [InlineData(ListenerRole.Relay)]
    public async Task No_client_certificate_is_asked_for_where_it_gives_no_right(ListenerRole role)
    {
        await using var gate = new TestGate();
        await using var client = await UpgradeAsync(gate, TestGate.Mx with { Role = role }, FakeCertificates.ForRelayClient());
        Assert.Null(client.Tls!.LocalCertificate);
    }

    [Fact]
    public async Task A_client_that_speaks_no_TLS_on_the_submissions_port_is_let_go()
    {
        await using var gate = new TestGate();
        await using var client = gate.Connect(TestGate.Submissions);
        await client.SendAsync("EHLO client.example\r\n");
        Assert.Null(await client.ReadLineAsync());
        Assert.Contains(gate.Log.All, static line => line.Text.Contains("TLS handshake failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Octets_at_random_in_place_of_a_ClientHello_are_no_fault_of_ours()
    {
        await using var gate = new TestGate();
        await using var client = gate.Connect();
        await client.ReadReplyAsync();
        await client.AskAsync("EHLO client.example");
        Assert.Equal(220, (await client.AskAsync("STARTTLS")).Code);
        byte[] record = [0x16, 0x03, 0x01, 0x40, 0x00, .. new byte[16 * 1024]];
        new Random(1).NextBytes(record.AsSpan(5));
        await client.SendAsync(record);
        Assert.DoesNotContain("fault inside Gatepost", string.Join('\n', gate.Log.All), StringComparison.Ordinal);
        Assert.Contains(gate.Log.All, static line => line.Text.Contains("no ClientHello", StringComparison.Ordinal));
    }

    private static async Task<TestClient> UpgradeAsync(
        TestGate gate, ListenerConfig listener, X509Certificate2? certificate = null, string? serverName = null,
        SslProtocols protocols = SslProtocols.None)
    {
        var client = gate.Connect(listener);
        await client.ReadReplyAsync();
        await client.AskAsync("EHLO client.example");
        Assert.Equal(220, (await client.AskAsync("STARTTLS")).Code);
        await client.StartTlsAsync(certificate, serverName, protocols);
        Assert.Equal(250, (await client.AskAsync("EHLO client.example")).Code);
        return client;
    }

    private static async Task<TlsFacts> FactsOfAMessageAsync(
        TestGate gate, TestClient client, string recipient = "user@ours.example")
    {
        await client.AskAsync("MAIL FROM:<a@client.example>");
        Assert.Equal(250, (await client.AskAsync($"RCPT TO:<{recipient}>")).Code);
        await client.AskAsync("DATA");
        Assert.Equal(250, (await client.AskAsync("Subject: x\r\n.")).Code);
        return gate.Spool.Messages[^1][0].Origin.Tls;
    }
}
