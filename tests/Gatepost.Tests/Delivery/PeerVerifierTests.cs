using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Configuration;
using Gatepost.Delivery;
using Gatepost.Messages;

namespace Gatepost.Tests.Delivery;

public sealed class PeerVerifierTests
{
    private static readonly X509Certificate2 Good = TestCertificates.Leaf(TestCertificates.Ca, ["mx.lighthouse.test", "lighthouse.test"]);

    internal static X509Certificate2 Certificate(string kind) => kind switch
    {
        "good" => Good,
        "expired" => TestCertificates.Leaf(
            TestCertificates.Ca, ["mx.lighthouse.test"], Outgoing.Noon.AddDays(-60), Outgoing.Noon.AddDays(-2)),
        "not yet" => TestCertificates.Leaf(
            TestCertificates.Ca, ["mx.lighthouse.test"], Outgoing.Noon.AddDays(2), Outgoing.Noon.AddDays(60)),
        "self-signed" => TestCertificates.Leaf(null, ["mx.lighthouse.test", "lighthouse.test"]),
        "unknown CA" => TestCertificates.Leaf(TestCertificates.OtherCa, ["mx.lighthouse.test", "lighthouse.test"]),
        "other name" => TestCertificates.Leaf(TestCertificates.Ca, ["www.lighthouse.test", "*.fog.test"]),
        "no name" => TestCertificates.Leaf(TestCertificates.Ca, []),
        "domain only" => TestCertificates.Leaf(TestCertificates.Ca, ["lighthouse.test"]),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static async Task<Dialed> DialAsync(
        X509Certificate2 certificate, TlsRequirement requirement, string host = "mx.lighthouse.test", bool configured = false)
    {
        await using var peer = new ScriptedPeer(new PeerScript { Certificate = certificate });
        await using var harbour = new Harbour();
        var dialed = await harbour.DialAsync(peer, requirement, host, configured);
        if (dialed.Conversation is { } conversation) await conversation.DisposeAsync();
        return dialed;
    }

    [Theory]
    [InlineData("good", TlsLevel.May, true, Assurance.Encrypted, Assurance.HostVerified, null)]
    [InlineData("good", TlsLevel.Encrypt, true, Assurance.Encrypted, Assurance.HostVerified, null)]
    [InlineData("good", TlsLevel.Verify, true, Assurance.HostVerified, Assurance.HostVerified, null)]
    [InlineData("good", TlsLevel.Secure, true, Assurance.PartnerVerified, Assurance.PartnerVerified, null)]
    [InlineData("expired", TlsLevel.May, true, Assurance.Encrypted, Assurance.Encrypted, "expired on 2026-05-30")]
    [InlineData("expired", TlsLevel.Encrypt, true, Assurance.Encrypted, Assurance.Encrypted, "expired on 2026-05-30")]
    [InlineData("expired", TlsLevel.Verify, false, Assurance.Encrypted, Assurance.Encrypted, "expired on 2026-05-30")]
    [InlineData("expired", TlsLevel.Secure, false, Assurance.Encrypted, Assurance.Encrypted, "expired on 2026-05-30")]
    [InlineData("not yet", TlsLevel.May, true, Assurance.Encrypted, Assurance.Encrypted, "not valid before 2026-06-03")]
    [InlineData("not yet", TlsLevel.Verify, false, Assurance.Encrypted, Assurance.Encrypted, "not valid before 2026-06-03")]
    [InlineData("self-signed", TlsLevel.May, true, Assurance.Encrypted, Assurance.Encrypted, "self-signed")]
    [InlineData("self-signed", TlsLevel.Encrypt, true, Assurance.Encrypted, Assurance.Encrypted, "self-signed")]
    [InlineData("self-signed", TlsLevel.Verify, false, Assurance.Encrypted, Assurance.Encrypted, "self-signed")]
    [InlineData("self-signed", TlsLevel.Secure, false, Assurance.Encrypted, Assurance.Encrypted, "self-signed")]
    [InlineData("unknown CA", TlsLevel.May, true, Assurance.Encrypted, Assurance.Encrypted, "issuer CN=Fog Test CA is not known")]
    [InlineData("unknown CA", TlsLevel.Verify, false, Assurance.Encrypted, Assurance.Encrypted, "issuer CN=Fog Test CA is not known")]
    [InlineData("unknown CA", TlsLevel.Secure, false, Assurance.Encrypted, Assurance.Encrypted, "issuer CN=Fog Test CA is not known")]
    [InlineData("other name", TlsLevel.May, true, Assurance.Encrypted, Assurance.Encrypted,
        "the certificate is for www.lighthouse.test, *.fog.test, not for mx.lighthouse.test")]
    [InlineData("other name", TlsLevel.Encrypt, true, Assurance.Encrypted, Assurance.Encrypted, "not for mx.lighthouse.test")]
    [InlineData("other name", TlsLevel.Verify, false, Assurance.Encrypted, Assurance.Encrypted, "not for mx.lighthouse.test")]
    [InlineData("no name", TlsLevel.Verify, false, Assurance.Encrypted, Assurance.Encrypted, "no name at all")]
    [InlineData("no name", TlsLevel.May, true, Assurance.Encrypted, Assurance.Encrypted, "no name at all")]
    [InlineData("domain only", TlsLevel.Verify, false, Assurance.Encrypted, Assurance.Encrypted, "is for lighthouse.test, not for mx.")]
    [InlineData("domain only", TlsLevel.Secure, true, Assurance.PartnerVerified, Assurance.PartnerVerified, null)]
    public async Task Each_certificate_is_evaluated_at_each_level(
        string kind, TlsLevel level, bool accepted, Assurance reached, Assurance reachable, string? problem)
    {
        var dialed = await DialAsync(Certificate(kind), new TlsRequirement { Level = level });

        Assert.Equal(accepted, dialed.Conversation is not null);
        Assert.Equal((reached, reachable), (dialed.Tls.Reached, dialed.Tls.Reachable));
        if (problem is null) Assert.Null(dialed.Tls.Problem);
        else Assert.Contains(problem, dialed.Tls.Problem);
        if (!accepted)
        {
            Assert.Equal(new ConversationFailure(
                ConversationStage.Certificate, FailureKind.Untrusted, null, dialed.Tls.Problem), dialed.Failure);
        }
    }

    [Fact]
    public async Task The_facts_name_version_cipher_names_digests_and_who_vouched()
    {
        var tls = (await DialAsync(Good, new TlsRequirement { Level = TlsLevel.Verify })).Tls;

        Assert.Equal("TLSv1.3", tls.Protocol);
        Assert.StartsWith("TLS_AES_", tls.CipherSuite);
        Assert.Equal(["mx.lighthouse.test", "lighthouse.test"], tls.Names);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Good.RawData)), tls.CertificateDigest);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Good.PublicKey.ExportSubjectPublicKeyInfo())), tls.PublicKeyDigest);
        Assert.Equal("CN=common.name.test", tls.Subject);
        Assert.Equal("CN=Harbour Test CA", tls.VouchedBy);
        Assert.Equal(Good.NotAfter.ToUniversalTime(), tls.NotAfter!.Value.UtcDateTime);
    }

    [Theory]
    [InlineData(PinKind.Certificate, true)]
    [InlineData(PinKind.PublicKey, true)]
    [InlineData(PinKind.Certificate, false)]
    [InlineData(PinKind.PublicKey, false)]
    public async Task A_pin_proves_the_partner_whatever_name_date_or_CA_the_certificate_has(PinKind kind, bool fits)
    {
        var certificate = Certificate("expired");
        var octets = kind is PinKind.Certificate ? certificate.RawData : certificate.PublicKey.ExportSubjectPublicKeyInfo();
        if (!fits) octets[^1] ^= 1;
        var pin = new CertificatePin(kind, Convert.ToHexStringLower(SHA256.HashData(octets)));

        var dialed = await DialAsync(certificate, new TlsRequirement { Level = TlsLevel.Fingerprint, Pins = [pin] });

        Assert.Equal(fits, dialed.Conversation is not null);
        Assert.Equal(fits ? Assurance.PartnerVerified : Assurance.Encrypted, dialed.Tls.Reached);
        if (fits) Assert.Equal(pin.ToString(), dialed.Tls.VouchedBy);
        else Assert.Contains("is one that is pinned", dialed.Tls.Problem);
    }

    [Theory]
    [InlineData(TlsLevel.Verify)]
    [InlineData(TlsLevel.Secure)]
    public async Task A_row_with_a_CA_of_its_own_trusts_no_other(TlsLevel level)
    {
        var requirement = new TlsRequirement { Level = level, CaFile = "other.pem" };

        var theirs = await DialAsync(Certificate("unknown CA"), requirement);
        var ours = await DialAsync(Good, requirement);

        Assert.Equal(Assurance.PartnerVerified, theirs.Tls.Reached);
        Assert.NotNull(theirs.Conversation);
        Assert.Null(ours.Conversation);
    }

    [Theory]
    [InlineData(TlsLevel.Verify, "www.lighthouse.test", true)]
    [InlineData(TlsLevel.Secure, "www.lighthouse.test", true)]
    [InlineData(TlsLevel.Secure, ".lighthouse.test", true)]
    [InlineData(TlsLevel.Secure, "mail.fog.test", true)]
    [InlineData(TlsLevel.Secure, "fog.test", false)]
    [InlineData(TlsLevel.Secure, "a.mail.fog.test", false)]
    [InlineData(TlsLevel.Secure, "common.name.test", false)]
    [InlineData(TlsLevel.Verify, "mx.harbour.test", false)]
    public async Task A_row_that_names_names_takes_those_and_no_others(TlsLevel level, string name, bool accepted)
    {
        var dialed = await DialAsync(Certificate("other name"), new TlsRequirement { Level = level, Names = [name] });

        Assert.Equal(accepted, dialed.Conversation is not null);
        Assert.Equal(accepted ? Assurance.PartnerVerified : Assurance.Encrypted, dialed.Tls.Reached);
    }

    [Theory]
    [InlineData(TlsLevel.Verify)]
    [InlineData(TlsLevel.Secure)]
    public async Task The_host_that_the_configuration_names_is_a_partner(TlsLevel level)
    {
        var dialed = await DialAsync(Good, new TlsRequirement { Level = level }, "mx.lighthouse.test", configured: true);

        Assert.Equal(Assurance.PartnerVerified, dialed.Tls.Reached);
    }

    [Fact]
    public async Task A_next_hop_that_is_an_address_is_matched_by_address_and_sent_no_server_name()
    {
        await using var peer = new ScriptedPeer(new PeerScript { Certificate = TestCertificates.Leaf(TestCertificates.Ca, ["127.0.0.1"]) });
        await using var harbour = new Harbour();

        var dialed = await harbour.DialAsync(peer, new TlsRequirement { Level = TlsLevel.Verify }, "127.0.0.1", configured: true);

        Assert.Equal(Assurance.PartnerVerified, dialed.Tls.Reached);
        Assert.True(string.IsNullOrEmpty(peer.Sessions[0].ServerName));
        await dialed.Conversation!.DisposeAsync();
    }

    [Theory]
    [InlineData("mx.lighthouse.test.", "mx.lighthouse.test")]
    [InlineData("_mx.lighthouse.test", "_mx.lighthouse.test")]
    [InlineData("a12345678901234567890123456789012345678901234567890123456789012345.lighthouse.test", null)]
    public async Task The_server_name_has_no_trailing_dot_and_is_left_out_where_it_cannot_be_one(string host, string? expected)
    {
        await using var peer = new ScriptedPeer(new PeerScript());
        await using var harbour = new Harbour();

        var dialed = await harbour.DialAsync(peer, new TlsRequirement { Level = TlsLevel.Encrypt }, host);

        Assert.NotNull(dialed.Conversation);
        Assert.Equal(expected ?? "", peer.Sessions[0].ServerName ?? "");
        await dialed.Conversation.DisposeAsync();
    }

    [Fact]
    public async Task A_session_that_a_lenient_level_made_is_judged_anew_when_a_strict_one_resumes_it()
    {
        await using var peer = new ScriptedPeer(new PeerScript
        {
            Certificate = Certificate("self-signed"),
            Versions = SslProtocols.Tls12,
        });
        await using var harbour = new Harbour();
        for (var i = 0; i < 2; i++)
        {
            var lenient = await harbour.DialAsync(peer, new TlsRequirement { Level = TlsLevel.Encrypt, MinimumVersion = SslProtocols.Tls12 });
            Assert.Contains("self-signed", lenient.Tls.Problem);
            await lenient.Conversation!.QuitAsync();
        }

        var strict = await harbour.DialAsync(peer, new TlsRequirement { Level = TlsLevel.Verify });

        Assert.Null(strict.Conversation);
        Assert.Contains("self-signed", strict.Tls.Problem);
    }

    [Theory]
    [InlineData(TlsLevel.Encrypt, null, true)]
    [InlineData(TlsLevel.Verify, null, true)]
    [InlineData(TlsLevel.Encrypt, SslProtocols.Tls13, false)]
    [InlineData(TlsLevel.Verify, SslProtocols.Tls13, false)]
    public async Task A_row_can_demand_a_version(TlsLevel level, SslProtocols? minimum, bool accepted)
    {
        await using var peer = new ScriptedPeer(new PeerScript { Versions = SslProtocols.Tls12 });
        await using var harbour = new Harbour();

        var dialed = await harbour.DialAsync(peer, new TlsRequirement { Level = level, MinimumVersion = minimum });

        Assert.Equal(accepted, dialed.Conversation is not null);
        Assert.Equal(accepted ? "TLSv1.2" : null, dialed.Tls.Protocol);
        if (dialed.Conversation is { } conversation) await conversation.DisposeAsync();
    }

    [Fact]
    public async Task A_verified_level_offers_no_cipher_without_AEAD_where_an_opportunistic_one_does()
    {
        if (!OperatingSystem.IsLinux()) return; // cipher policies are a matter of Linux
        var cbc = new System.Net.Security.CipherSuitesPolicy(
            [System.Net.Security.TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384]);
        await using var peer = new ScriptedPeer(new PeerScript { Versions = SslProtocols.Tls12, Ciphers = cbc });
        await using var harbour = new Harbour();

        var verified = await harbour.DialAsync(peer, new TlsRequirement { Level = TlsLevel.Verify });
        var opportunistic = await harbour.DialAsync(peer, new TlsRequirement { Level = TlsLevel.May });

        Assert.Equal(FailureKind.BrokenTls, verified.Failure!.Kind);
        Assert.NotNull(opportunistic.Conversation);
        var tls = opportunistic.Tls;
        Assert.Equal(TlsReason.WeakTls, TlsLevel.Verify.WhyNot(tls.Proofs, tls.Reason));
        await opportunistic.Conversation.DisposeAsync();
    }

    [Fact]
    public async Task The_row_s_client_certificate_is_shown()
    {
        await using var peer = new ScriptedPeer(new PeerScript { AsksForClientCertificate = true });
        await using var harbour = new Harbour(anchors: new TestAnchors { Client = Good });

        var dialed = await harbour.DialAsync(peer, new TlsRequirement { Level = TlsLevel.Encrypt, ClientCertificate = "ours" });

        Assert.NotNull(dialed.Conversation);
        Assert.True(peer.Sessions[0].GotClientCertificate);
        await dialed.Conversation.DisposeAsync();
    }
}
