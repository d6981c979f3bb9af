using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Certificates;

namespace Gatepost.Tests.Certificates;

public sealed class CertificateStoreTests : IDisposable
{
    private readonly StoreFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("mx.example.org", "exact")]
    [InlineData("MX.Example.ORG.", "exact")]
    [InlineData("other.example.org", "wildcard")]
    [InlineData("a.b.example.org", "first")]
    [InlineData("example.org", "first")]
    [InlineData("org", "first")]
    [InlineData("unknown.example", "first")]
    [InlineData("", "first")]
    [InlineData(null, "first")]
    [Trait("Statement", "STS-28")]
    public void STS_28_the_server_name_chooses_and_an_unknown_one_still_gets_a_chain(string? asked, string expected)
    {
        _fixture.WritePem("first.pem", "fallback.example");
        _fixture.WritePem("wildcard.pem", "*.example.org");
        _fixture.WritePem("exact.pem", "mx.example.org");
        var rows = new[] { "first", "wildcard", "exact" }.Select(name => _fixture.Row(name, $"{name}.pem"));

        var store = _fixture.Open([.. rows]);

        Assert.Same(store.ForClient(expected), store.ForServerName(asked));
    }

    [Fact]
    public async Task The_intermediate_is_sent_so_that_a_client_that_knows_the_root_only_can_verify()
    {
        var leaf = _fixture.WritePem("mx.pem", "mx.example.org");
        var store = _fixture.Open(_fixture.Row("mx", "mx.pem"));
        var (client, server) = await LoopbackAsync();
        using var _ = client;
        using var __ = server;
        await using var serverTls = new SslStream(new NetworkStream(server));
        await using var clientTls = new SslStream(new NetworkStream(client));
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            VerificationTime = _fixture.Time.GetUtcNow().UtcDateTime,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.ImportFromPem(_fixture.Authority.RootPem);

        await Task.WhenAll(
            serverTls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
            {
                ServerCertificateContext = store.ForServerName("x"),
            }),
            clientTls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "mx.example.org",
                CertificateChainPolicy = policy,
            }));

        Assert.Equal(leaf.GetCertHashString(), clientTls.RemoteCertificate!.GetCertHashString());
    }

    [Fact]
    public void A_changed_file_is_used_without_a_restart()
    {
        _fixture.WritePem("mx.pem", "mx.example.org");
        var store = _fixture.Open(_fixture.Row("mx", "mx.pem"));
        var before = Thumbprint(store);

        var renewed = _fixture.WritePem("mx.pem", "mx.example.org");
        Assert.Equal(before, Thumbprint(store));
        _fixture.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(renewed.Thumbprint, Thumbprint(store));
    }

    [Fact]
    public void A_swapped_link_is_a_change()
    {
        _fixture.WritePem("mx1.pem", "mx.example.org");
        var renewed = _fixture.WritePem("mx2.pem", "mx.example.org");
        File.SetLastWriteTimeUtc(_fixture.Path("mx2.pem"), File.GetLastWriteTimeUtc(_fixture.Path("mx1.pem")));
        File.CreateSymbolicLink(_fixture.Path("live.pem"), _fixture.Path("mx1.pem"));
        var store = _fixture.Open(_fixture.Row("mx", "live.pem"));

        File.Delete(_fixture.Path("live.pem"));
        File.CreateSymbolicLink(_fixture.Path("live.pem"), _fixture.Path("mx2.pem"));
        _fixture.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(renewed.Thumbprint, Thumbprint(store));
    }

    [Fact]
    public void A_bad_new_file_keeps_the_old_one_and_says_so_once()
    {
        var good = _fixture.WritePem("mx.pem", "mx.example.org");
        var store = _fixture.Open(_fixture.Row("mx", "mx.pem"));

        _fixture.Write("mx.pem", "rubbish");
        for (var i = 0; i < 3; i++) _fixture.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(good.Thumbprint, Thumbprint(store));
        Assert.Single(_fixture.Log, line =>
            line == $"Error: certificate mx: {_fixture.Path("mx.pem")} not taken: "
                + "certificate_file is neither PEM nor PFX; the old one stays in use");

        File.Delete(_fixture.Path("mx.pem"));
        _fixture.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(good.Thumbprint, Thumbprint(store));

        var mended = _fixture.WritePem("mx.pem", "mx.example.org");
        _fixture.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(mended.Thumbprint, Thumbprint(store));
    }

    [Fact]
    public void A_key_that_does_not_fit_keeps_the_old_pair_until_both_are_renewed()
    {
        var old = _fixture.Authority.Issue(["mx.example.org"]);
        WritePair(old);
        var store = _fixture.Open(_fixture.Row("mx", "chain.pem", "key.pem"));
        var renewed = _fixture.Authority.Issue(["mx.example.org"]);

        _fixture.Write("chain.pem", renewed.ExportCertificatePem());
        _fixture.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(old.Thumbprint, Thumbprint(store));
        Assert.Contains($"Error: certificate mx: {_fixture.Path("chain.pem")} not taken: "
            + "the key in key_file does not belong to the certificate; the old one stays in use", _fixture.Log);

        WritePair(renewed);
        _fixture.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(renewed.Thumbprint, Thumbprint(store));
    }

    [Fact]
    public void Ours_is_told_by_the_key_where_the_order_of_the_file_is_wrong()
    {
        var leaf = _fixture.Authority.Issue(["mx.example.org"]);
        _fixture.Write("mx.pem",
            $"{LabAuthority.KeyPem(leaf)}\n{_fixture.Authority.IntermediatePem}\n{leaf.ExportCertificatePem()}");

        Assert.Equal(leaf.Thumbprint, Thumbprint(_fixture.Open(_fixture.Row("mx", "mx.pem"))));
    }

    [Theory]
    [InlineData("secret\n", null)]
    [InlineData("secret\r\nsecond line", null)]
    [InlineData("wrong", "the password in password_file does not open the key in key_file")]
    [InlineData(null, "the key in key_file is encrypted, and there is no password_file")]
    public void An_encrypted_key_needs_its_password(string? password, string? problem)
    {
        var leaf = _fixture.Authority.Issue(["mx.example.org"]);
        _fixture.Write("chain.pem", leaf.ExportCertificatePem());
        var cost = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        _fixture.Write("key.pem", leaf.GetECDsaPrivateKey()!.ExportEncryptedPkcs8PrivateKeyPem("secret", cost));
        if (password is not null) _fixture.Write("password", password);

        var store = _fixture.Open(_fixture.Row("mx", "chain.pem", "key.pem", password is null ? null : "password"));

        if (problem is null) Assert.Equal(leaf.Thumbprint, Thumbprint(store));
        else Assert.Contains(_fixture.Log, line =>
            line.Contains($"not taken: {problem}; it is not in use", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("secret", null)]
    [InlineData("wrong", "the password in password_file does not open the PFX")]
    [InlineData(null, "the PFX in certificate_file needs a password, and there is no password_file")]
    public void A_PFX_is_read_with_its_password(string? password, string? problem)
    {
        var leaf = _fixture.Authority.Issue(["mx.example.org"]);
        File.WriteAllBytes(_fixture.Path("mx.pfx"), leaf.Export(X509ContentType.Pfx, "secret"));
        if (password is not null) _fixture.Write("password", password);

        var store = _fixture.Open(_fixture.Row("mx", "mx.pfx", null, password is null ? null : "password"));

        if (problem is null) Assert.Equal(leaf.Thumbprint, Thumbprint(store));
        else Assert.Contains(_fixture.Log, line => line.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void With_none_configured_one_is_made_kept_and_used_again()
    {
        var store = _fixture.Open();

        var made = store.ForServerName("anything.example").TargetCertificate;
        Assert.True(made.MatchesHostname("mx.example.org"));
        Assert.Equal("1.2.840.10045.3.1.7", made.GetECDsaPublicKey()!.ExportParameters(false).Curve.Oid.Value);
        var file = Path.Combine(_fixture.Path("secrets"), "self-signed.pem");
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        store.Dispose();
        Assert.Equal(made.Thumbprint, Thumbprint(_fixture.Open()));
        Assert.Single(_fixture.Log, static line =>
            line.Contains("self-signed: made for mx.example.org", StringComparison.Ordinal));
    }

    [Fact]
    public void The_made_one_is_renewed_before_it_ends()
    {
        var store = _fixture.Open();
        var before = Thumbprint(store);

        _fixture.Time.AdjustTime(_fixture.Time.GetUtcNow().AddDays(800));
        store.Refresh();

        Assert.NotEqual(before, Thumbprint(store));
    }

    [Fact]
    public void With_all_configured_ones_bad_mail_still_flows_encrypted()
    {
        _fixture.Write("mx.pem", "rubbish");

        var store = _fixture.Open(_fixture.Row("mx", "mx.pem"));

        Assert.True(store.ForServerName("mx.example.org").TargetCertificate.MatchesHostname("mx.example.org"));
        Assert.Null(store.ForClient("mx"));
    }

    [Fact]
    public void The_end_of_a_certificate_is_told_at_30_14_and_3_days_and_when_it_has_come()
    {
        _fixture.WritePem("mx.pem", "mx.example.org");
        var store = _fixture.Open(_fixture.Row("mx", "mx.pem"));

        for (var day = 1; day <= 92; day++)
        {
            _fixture.Time.AdjustTime(_fixture.Time.GetUtcNow().AddDays(1));
            store.Refresh();
        }

        var told = _fixture.Log.Where(static line => line.Contains("expire", StringComparison.Ordinal)).ToList();
        Assert.Equal(["in 30 days", "in 14 days", "in 3 days"], told[..3].Select(static line =>
            line[line.IndexOf("in ", StringComparison.Ordinal)..(line.IndexOf("days", StringComparison.Ordinal) + 4)]));
        Assert.StartsWith("Error: certificate mx: expired on ", Assert.Single(told[3..]), StringComparison.Ordinal);
    }

    [Fact]
    public void Authorities_are_read_anew_and_a_bad_file_keeps_the_last_good_ones()
    {
        var store = _fixture.Open();
        var path = _fixture.Path("ca.pem");
        Assert.ThrowsAny<IOException>(() => store.Anchors(path));
        _fixture.Write("ca.pem", _fixture.Authority.RootPem);
        Assert.Single(store.Anchors(path));

        _fixture.Write("ca.pem", _fixture.Authority.RootPem + "\n" + _fixture.Authority.IntermediatePem);
        _fixture.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(2, store.Anchors(path).Count);

        _fixture.Write("ca.pem", "");
        for (var i = 0; i < 3; i++) _fixture.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(2, store.Anchors(path).Count);
        Assert.Single(_fixture.Log, static line => line.Contains("the old authorities stay in use", StringComparison.Ordinal));
    }

    private static string Thumbprint(CertificateStore store) => store.ForServerName(null).TargetCertificate.Thumbprint;

    private void WritePair(X509Certificate2 certificate)
    {
        _fixture.Write("chain.pem", certificate.ExportCertificatePem());
        _fixture.Write("key.pem", LabAuthority.KeyPem(certificate));
    }

    private static async Task<(Socket Client, Socket Server)> LoopbackAsync()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var accepting = listener.AcceptAsync();
        await client.ConnectAsync(listener.LocalEndPoint!);
        var server = await accepting;
        server.NoDelay = true;
        return (client, server);
    }
}
