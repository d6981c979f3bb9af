using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Configuration;
using Gatepost.Messages;
using Gatepost.Tests.Fakes;

namespace Gatepost.Tests.Inbound;

/// <summary>Of whose mail a client certificate proves where it comes from.</summary>
public sealed class PartnerCertificateTests
{
    private static readonly X509Certificate2 Lighthouse = FakeCertificates.OfAnotherCa();

    private static readonly CertificatePin Pin = new(
        PinKind.PublicKey, Convert.ToHexStringLower(SHA256.HashData(Lighthouse.PublicKey.ExportSubjectPublicKeyInfo())));

    [Theory]
    [InlineData("ann@lighthouse.test", Assurance.PartnerVerified, null)]
    [InlineData("", Assurance.PartnerVerified, null)]
    [InlineData("ann@fog.test", Assurance.Encrypted, "the client's certificate is that of lighthouse")]
    [InlineData("ann@mist.test", Assurance.Encrypted, "the client's certificate is that of lighthouse")]
    public async Task Mail_in_another_partners_name_is_not_verified_by_a_partners_certificate(
        string sender, Assurance reached, string? problem)
    {
        await using var gate = Gate(InboundDemand.Tls);
        await using var client = await ConnectAsync(gate);

        Assert.Equal(250, (await client.AskAsync($"MAIL FROM:<{sender}>")).Code);
        Assert.Equal(250, (await client.AskAsync("RCPT TO:<user@ours.example>")).Code);
        await client.AskAsync("DATA");
        Assert.Equal(250, (await client.AskAsync("Subject: x\r\n.")).Code);

        var row = Assert.Single(gate.Ledger.Rows);
        Assert.Equal((reached, reached, problem), (row.Tls.Reached, row.Tls.Reachable, row.Tls.Problem));
        Assert.Equal(reached is Assurance.PartnerVerified, row.Tls.VouchedBy is not null);
        Assert.Equal(reached, gate.Spool.Messages[^1][0].Origin.Tls.Reached);
        Assert.Contains(gate.Log.All, line => line.Text.Contains($"assurance={reached.Word()}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_partner_whose_certificate_is_asked_for_is_told_that_it_was_another_ones()
    {
        await using var gate = Gate(InboundDemand.Certificate);
        await using var client = await ConnectAsync(gate);

        var reply = await client.AskAsync("MAIL FROM:<ann@fog.test>");

        Assert.Equal(550, reply.Code);
        Assert.Contains("that of lighthouse", reply.Text, StringComparison.Ordinal);
        Assert.Equal((Assurance.Encrypted, TlsReason.OtherKey), (gate.Ledger.Rows[0].Tls.Reached, gate.Ledger.Rows[0].Tls.Reason));
    }

    private static TestGate Gate(InboundDemand ofFog)
    {
        var gate = new TestGate();
        gate.Config = gate.Config with
        {
            Partners =
            [
                new()
                {
                    Name = "lighthouse",
                    Domains = ["lighthouse.test"],
                    Inbound = new() { Demand = InboundDemand.Certificate, ClientPins = [Pin] },
                },
                new()
                {
                    Name = "fog",
                    Domains = ["fog.test"],
                    Inbound = new() { Demand = ofFog, ClientPins = [Pin with { Digest = new string('0', 64) }] },
                },
                new() { Name = "mist", Domains = ["mist.test"], Directions = PartnerDirections.Out },
            ],
        };
        return gate;
    }

    private static async Task<TestClient> ConnectAsync(TestGate gate)
    {
        var client = gate.Connect(TestGate.Mx);
        await client.ReadReplyAsync();
        await client.AskAsync("EHLO mx.lighthouse.test");
        await client.AskAsync("STARTTLS");
        await client.StartTlsAsync(Lighthouse, null, System.Security.Authentication.SslProtocols.None);
        await client.AskAsync("EHLO mx.lighthouse.test");
        return client;
    }
}
