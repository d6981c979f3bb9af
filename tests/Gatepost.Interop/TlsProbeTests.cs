using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Checks.Dialogues;
using Gatepost.Checks.TlsProbing;
using Gatepost.Interop.Lab;

namespace Gatepost.Interop;

/// <summary>The prober sees of real servers what was configured, and what OpenSSL's client sees.</summary>
public sealed class TlsProbeTests : IAsyncLifetime
{
    private const string Name = "mx.probed.test";

    private static readonly TlsProbeLimits Limits = new()
    {
        Connections = 400,
        Pause = TimeSpan.Zero,
        SecondTry = TimeSpan.FromMilliseconds(500),
        Answer = TimeSpan.FromSeconds(3),
    };

    private readonly LabFolder _lab = new();
    private LabAuthority _authority = null!;

    public async ValueTask InitializeAsync()
    {
        await Peers.NeedAsync();
        _authority = new LabAuthority(_lab);
    }

    public ValueTask DisposeAsync()
    {
        _authority?.Dispose();
        _lab.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("old and weak", "-cipher", "ALL:COMPLEMENTOFALL:@SECLEVEL=0", "-min_protocol", "TLSv1", "-serverpref")]
    [InlineData("default")]
    [InlineData("TLS 1.2 alone", "-tls1_2", "-cipher", "ECDHE+AESGCM:DHE+AESGCM", "-serverpref")]
    [InlineData("TLS 1.3 alone", "-tls1_3", "-ciphersuites", "TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256", "-serverpref")]
    [InlineData("TLS 1.1 to 1.2", "-min_protocol", "TLSv1.1", "-max_protocol", "TLSv1.2", "-cipher", "AES:@SECLEVEL=0")]
    public async Task Versions_and_suites_of_OpenSSL_are_those_that_its_client_can_have(string what, params string[] options)
    {
        Assert.NotEmpty(what);
        var address = _lab.Address("7.1");
        using var server = await TlsServers.OpenSslAsync(_lab, address, _authority.IssueRsa("probed", Name), options);
        var facts = await ProbeAsync(address, TlsServers.Port, new ImplicitTls(Smtp()));
        Assert.Null(facts.Stopped);
        foreach (var (version, option) in (IEnumerable<(string, string)>)[("TLS 1.0", "-tls1"), ("TLS 1.1", "-tls1_1"), ("TLS 1.2", "-tls1_2"), ("TLS 1.3", "-tls1_3")])
        {
            var seen = facts.Versions.Single(known => known.Version == version);
            var had = await TakenAsync(address, option);
            Assert.Equal(had.Order(StringComparer.Ordinal), seen.Suites.Select(static suite => suite.Name).Order(StringComparer.Ordinal));
            Assert.Equal(had.Count > 0 ? Observed.Yes : Observed.No, seen.Spoken);
            if (options.Contains("-serverpref") && seen.Order is not WhoChooses.Unknown) Assert.Equal(WhoChooses.Server, seen.Order);
        }
    }

    [Fact]
    public async Task Groups_order_and_renegotiation_of_OpenSSL_are_as_configured()
    {
        var address = _lab.Address("7.2");
        var certificate = _authority.Issue("probed", Name);
        using var server = await TlsServers.OpenSslAsync(_lab, address, certificate,
            "-curves", "P-384:X25519", "-serverpref", "-client_renegotiation", "-cipher", "ECDHE", "-no_ticket", "-num_tickets", "0");
        var facts = await ProbeAsync(address, TlsServers.Port, new ImplicitTls(Smtp()));
        Assert.Equal(["secp384r1", "x25519"], facts.Groups!.Groups.Select(static group => group.Name));
        Assert.Equal(["secp384r1", "x25519"], facts.Curves!.Groups.Select(static group => group.Name));
        Assert.Equal((WhoChooses.Server, WhoChooses.Server), (facts.Groups.Order, facts.Curves.Order));
        Assert.True(facts.Curves.IsComplete);
        Assert.Equal(11, facts.Features.ClientRenegotiations);
        Assert.Equal(Observed.No, facts.Features.InsecureRenegotiation);
        Assert.Equal((Observed.No, Observed.No), (facts.Features.SessionTickets, facts.Features.Tls13Tickets));
        Assert.Equal("EcdsaSha256", facts.Signatures.Tls13);
        var chain = Assert.Single(facts.Chains);
        using var own = X509CertificateLoader.LoadCertificateFromFile(certificate.ChainFile);
        Assert.Equal(("ECDSA", own.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant()), (chain.KeyKind, chain.Digests[0]));
    }

    [Fact]
    public async Task What_GnuTLS_is_told_to_do_badly_is_found()
    {
        const int OwnPort = 24433;
        using var server = await TlsServers.GnuTlsAsync(_lab, OwnPort, _authority.IssueRsa("probed", Name),
            "NORMAL:-VERS-ALL:+VERS-TLS1.0:+VERS-TLS1.2:+ARCFOUR-128:+3DES-CBC:+SIGN-RSA-SHA1:%UNSAFE_RENEGOTIATION:%NO_SESSION_HASH");
        var facts = await ProbeAsync("127.0.0.1", OwnPort, new ImplicitTls(Smtp()));
        Assert.Equal(["TLS 1.0", "TLS 1.2"], facts.Versions.Where(static v => v.Spoken is Observed.Yes).Select(static v => v.Version));
        var suites = facts.Versions.Single(static version => version.Version == "TLS 1.2").Suites.Select(static suite => suite.Name).ToList();
        Assert.Contains("TLS_RSA_WITH_RC4_128_SHA", suites);
        Assert.Contains("TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA", suites);
        Assert.Equal(Observed.No, facts.Features.ExtendedMasterSecret);
        Assert.Equal(Observed.Yes, facts.Features.InsecureRenegotiation);
        Assert.Equal(Observed.Yes, facts.Features.ClientCertificate);
        Assert.Equal(Observed.Yes, facts.Signatures.Sha1);
        Assert.Equal("ffdhe2048", Assert.Single(facts.Fields).Name);
        Assert.Equal(SecurityClass.Insufficient, TlsJudge.Judge(facts).Class);
    }

    [Fact]
    public async Task Postfix_is_seen_through_STARTTLS_as_it_is_configured_and_mended_as_the_remedies_say()
    {
        static string Mended(string more) => "-o smtpd_tls_protocols=>=TLSv1.2 -o smtpd_tls_mandatory_protocols=>=TLSv1.2 "
            + "-o smtpd_tls_ciphers=high -o smtpd_tls_mandatory_ciphers=high -o tls_high_cipherlist=ECDHE+AESGCM:ECDHE+CHACHA20 "
            + $"-o tls_preempt_cipherlist=yes -o tls_ssl_options=NO_RENEGOTIATION,NO_COMPRESSION {more}";
        using var postfix = await PostfixPeer.ReceiverAsync(_lab, _authority.IssueRsa("postfix", Name),
        [
            new PostfixFace(_lab.Address("7.3"), Name, "-o smtpd_tls_protocols=>=TLSv1 -o tls_medium_cipherlist=ALL:@SECLEVEL=0"),
            new PostfixFace(_lab.Address("7.4"), Name, Mended("")),
            new PostfixFace(_lab.Address("7.5"), Name, Mended("-o smtpd_tls_wrappermode=yes")),
            new PostfixFace(_lab.Address("7.6"), Name, "-o smtpd_tls_security_level=none"),
        ]);
        var old = await ProbeAsync(_lab.Address("7.3"), LabFolder.Port, new StartTls(Smtp));
        Assert.Equal(["TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3"], old.Versions.Where(static v => v.Spoken is Observed.Yes).Select(static v => v.Version));
        Assert.Contains(old.Versions.SelectMany(static version => version.Suites), static suite => suite.Name.Contains("anon", StringComparison.Ordinal));

        foreach (var (address, beginning) in (IEnumerable<(string, ITlsBeginning)>)[("7.4", new StartTls(Smtp)), ("7.5", new ImplicitTls(Smtp()))])
        {
            var mended = await ProbeAsync(_lab.Address(address), LabFolder.Port, beginning);
            Assert.Equal(["TLS 1.2", "TLS 1.3"], mended.Versions.Where(static v => v.Spoken is Observed.Yes).Select(static v => v.Version));
            Assert.All(mended.Versions.SelectMany(static version => version.Suites), static suite => Assert.True(suite.Class <= SecurityClass.Sufficient, suite.Name));
            Assert.Equal((0, Observed.No), (mended.Features.ClientRenegotiations, mended.Features.InsecureRenegotiation));
            Assert.Equal((Observed.Yes, Observed.Yes), (mended.Features.WithoutName, mended.Features.UnknownName));
            Assert.Equal(Observed.No, mended.Features.EarlyData);
        }

        Assert.Equal("STARTTLS is not offered", (await ProbeAsync(_lab.Address("7.6"), LabFolder.Port, new StartTls(Smtp))).Stopped);
    }

    [Fact]
    public async Task Gatepost_as_it_comes_has_no_more_to_mend_than_the_page_says()
    {
        using var gateway = await Gateway.StartAsync(_lab, _lab.Address("7.7"), Configuration("7.7"));
        var profile = TlsJudge.Judge(await ProbeAsync(gateway.Address, Gateway.MxPort, new StartTls(Smtp)));
        Assert.Empty(profile.Gaps);
        Assert.Equal(
            ["Groups: ffdhe2048", "Suites: TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
                "Groups: ffdhe3072, ffdhe4096, ffdhe6144, ffdhe8192", "Hashes: "],
            profile.Findings.Where(static found => found.Class >= SecurityClass.PhaseOut)
                .Select(static found => $"{found.Topic}: {string.Join(", ", found.Items)}"));
    }

    [Fact]
    [Trait("Advisory", "CVE-2009-3555")]
    public async Task Gatepost_with_the_file_of_the_page_and_without_CBC_has_nothing_to_mend()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Peers.Root, "docs", "checks-tls.md"));
        var file = _lab.Write("openssl.cnf", page.Split("```\n")[1]);
        var config = _lab.Write("mended/gatepost.toml",
            Configuration("7.8").Replace("[[listener]]\n", "[[listener]]\ntls_cbc = false\n", StringComparison.Ordinal));
        using var gateway = LabProcess.Start(Path.Combine(_lab.Path, "mended.log"), "env",
            [$"OPENSSL_CONF={file}", Path.Combine(Peers.Root, "bin", "gatepost"), "serve", "-c", config]);
        foreach (var port in (int[])[Gateway.MxPort, Gateway.SubmissionsPort]) await Poll.PortAsync(_lab.Address("7.8"), port);
        foreach (var (port, beginning) in (IEnumerable<(int, ITlsBeginning)>)[(Gateway.MxPort, new StartTls(Smtp)), (Gateway.SubmissionsPort, new ImplicitTls(Smtp()))])
        {
            var profile = TlsJudge.Judge(await ProbeAsync(_lab.Address("7.8"), port, beginning));
            Assert.Empty(profile.Gaps);
            Assert.Equal(SecurityClass.Sufficient, profile.Class);
            Assert.Equal(0, profile.Facts.Features.ClientRenegotiations);
        }
    }

    private static SmtpDialect Smtp() => new("probe.test");

    private static Task<TlsProbeFacts> ProbeAsync(string address, int port, ITlsBeginning beginning) =>
        new TlsProber(TimeProvider.System).ProbeAsync(
            new(new IPEndPoint(IPAddress.Parse(address), port), Name, beginning) { Limits = Limits }, null, TestContext.Current.CancellationToken);

    private string Configuration(string lastTwo) => new GatewayConfig(_lab, _authority, _lab.Address(lastTwo))
        .Certificate(_authority.IssueRsa("gate", Name)).Domain("inside.test", _lab.Address("7.9")).ToString();

    /// <summary>The names, as IANA has them, of the suites that OpenSSL's client gets at a version when it offers one alone.</summary>
    private static async Task<List<string>> TakenAsync(string address, string version)
    {
        var isTls13 = version == "-tls1_3";
        var list = await CommandRun.OfAsync("openssl", "ciphers", "-s", "-stdname", version, isTls13 ? "DEFAULT" : "ALL:COMPLEMENTOFALL:@SECLEVEL=0");
        var taken = new List<string>();
        foreach (var line in list.MustSucceed().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split([' '], StringSplitOptions.RemoveEmptyEntries);
            if (words[0].Contains("PSK", StringComparison.Ordinal) || words[0].Contains("SRP", StringComparison.Ordinal)) continue;
            string[] offer = isTls13 ? ["-ciphersuites", words[2]] : ["-cipher", words[2] + ":@SECLEVEL=0"];
            var run = await CommandRun.WithInputAsync("", "openssl", ["s_client", "-connect", $"{address}:{TlsServers.Port}", "-brief", version, .. offer]);
            if (run.Output.Contains("CONNECTION ESTABLISHED", StringComparison.Ordinal)) taken.Add(words[0]);
        }

        return taken;
    }
}
