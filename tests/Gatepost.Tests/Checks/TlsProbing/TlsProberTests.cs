using CsCheck;
using Gatepost.Checks.TlsProbing;
using Gatepost.Protocols.TlsProbe;
using Gatepost.Tests.Delivery;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Checks.TlsProbing;

public sealed class TlsProberTests
{
    private static readonly ModelServer Modern = new()
    {
        Suites =
        {
            [TlsVersion.Tls12] = [0xC02F, 0xC030, 0x009E],
            [TlsVersion.Tls13] = [0x1302, 0x1301],
        },
        Answers = [23, 35, 0xFF01],
        StopsFallback = true,
    };

    private static readonly TlsGroup[] SomeGroups = [TlsGroup.X25519, TlsGroup.Secp384r1, TlsGroup.Secp224r1, TlsGroup.Sect163k1];

    private static readonly string[] Starttls =
        ["220 mx.example\r\n", "250-mx.example\r\n250 STARTTLS\r\n", "220 go ahead\r\n"];

    [Fact]
    public async Task A_modern_server_is_seen_as_it_is()
    {
        await using var peer = new ProbedPeer(Modern.Answer) { Smtp = Starttls };
        var facts = await peer.ProbeAsync();
        Assert.Null(facts.Stopped);
        Assert.Equal(["TLS 1.2", "TLS 1.3"], Spoken(facts));
        Assert.Equal([0xC02F, 0xC030, 0x009E], Version(facts, "TLS 1.2").Suites.Select(static suite => suite.Code));
        Assert.Equal(WhoChooses.Server, Version(facts, "TLS 1.2").Order);
        Assert.Equal([0x1302, 0x1301], Version(facts, "TLS 1.3").Suites.Select(static suite => suite.Code));
        Assert.All(facts.Versions, static version => Assert.True(version.IsComplete));
        Assert.Equal([TlsGroup.X25519, TlsGroup.Secp256r1], facts.Groups!.Groups.Select(static group => group.Group));
        Assert.Equal(1024, Assert.Single(facts.Fields).Bits);
        Assert.Equal("RsaSha256", facts.Signatures.Usual);
        Assert.Equal(
            (Observed.Yes, Observed.Yes, Observed.No, Observed.Yes),
            (facts.Features.ExtendedMasterSecret, facts.Features.SecureRenegotiation, facts.Features.Compression,
                facts.Features.FallbackProtection));
        Assert.Equal(peer.Connections, facts.Connections);
        Assert.Equal(["EHLO probe.example", "STARTTLS"], peer.Said.Distinct());
    }

    [Fact]
    public void Whatever_a_server_can_do_is_found_and_nothing_else() => Gen.Select(
            Gen.Int[(int)TlsVersion.Ssl3, (int)TlsVersion.Tls13].HashSet[1, 3], Gen.Int[0, 5].HashSet[1, 4], Gen.Shuffle(SomeGroups),
            Gen.Bool, Gen.Bool)
        .SampleAsync(async (numbers, which, groups, ownOrder, closes) =>
        {
            TlsVersion[] versions = [.. numbers.Select(static number => (TlsVersion)number)];
            int[] old = [0x000A, 0x002F, 0x0039, 0xC013, 0x0005, 0x0016];
            int[] tls12 = [0xC02F, 0x009E, 0x003C, 0xC0AF, 0x0005, 0xCCA8];
            int[] tls13 = [0x1301, 0x1302, 0x1303, 0x1304, 0x1305, 0x00C6];
            var server = new ModelServer
            {
                Suites = versions.ToDictionary(static version => version, version => which.Select(i =>
                    (version is TlsVersion.Tls13 ? tls13 : version is TlsVersion.Tls12 ? tls12 : old)[i]).ToArray()),
                Groups = groups,
                OwnOrder = ownOrder,
                ClosesForNo = closes,
            };
            await using var peer = new ProbedPeer(server.Answer);
            var facts = await peer.ProbeAsync();
            Assert.Equal(versions.Order().Select(static version => version.Word()), Spoken(facts));
            foreach (var (version, suites) in server.Suites)
            {
                // SSL 3.0 has no extension for groups, so the model has none for it.
                var expected = suites.Where(suite => version > TlsVersion.Ssl3 || CipherSuites.KindOf(suite) is not KeyExchangeKind.Ecdhe);
                Assert.Equal(expected.Order(), Version(facts, version.Word()).Suites.Select(static suite => suite.Code).Order());
                Assert.True(Version(facts, version.Word()).IsComplete);
            }
        }, iter: 25, threads: 2);

    // A server whose only key lies on P-256 refuses who does not offer P-256: found with OpenSSL, which then seemed to have no
    // other curve.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_curve_of_an_ECDSA_key_is_offered_always(bool ownOrder)
    {
        TlsGroup[] order = [TlsGroup.X25519, TlsGroup.Secp384r1, TlsGroup.Secp256r1, TlsGroup.X448];
        await using var peer = new ProbedPeer((Modern with
        {
            Suites = new() { [TlsVersion.Tls12] = [0xC02B] },
            Groups = order,
            OwnOrder = ownOrder,
            Certificate = TestCertificates.Ca.RawData,
            KeyCurve = TlsGroup.Secp256r1,
        }).Answer);
        var curves = (await peer.ProbeAsync()).Curves!;
        // With an order of its own the server does not show what it likes less than the curve of its key.
        TlsGroup[] seen = ownOrder ? order[..3] : [TlsGroup.X25519, TlsGroup.X448, TlsGroup.Secp384r1, TlsGroup.Secp256r1];
        Assert.Equal(seen, curves.Groups.Select(static group => group.Group));
        Assert.Equal((!ownOrder, ownOrder ? WhoChooses.Server : WhoChooses.Client), (curves.IsComplete, curves.Order));
    }

    [Fact]
    public async Task SSL_2_is_found_with_its_ciphers()
    {
        await using var peer = new ProbedPeer((Modern with { Ssl2Ciphers = [0x0700C0, 0x020080] }).Answer);
        var ssl2 = Version(await peer.ProbeAsync(), "SSL 2.0");
        Assert.Equal(Observed.Yes, ssl2.Spoken);
        Assert.Equal(["SSL_CK_DES_192_EDE3_CBC_WITH_MD5", "SSL_CK_RC4_128_EXPORT40_WITH_MD5"], ssl2.Suites.Select(static s => s.Name));
    }

    [Fact]
    public async Task What_a_server_can_be_talked_into_is_found()
    {
        await using var peer = new ProbedPeer((Modern with
        {
            Compresses = true,
            StopsFallback = false,
            Answers = [],
            Schemes = [SignatureScheme.RsaSha256, SignatureScheme.RsaSha1, SignatureScheme.RsaSha224],
            Groups = [TlsGroup.X25519MlKem768, TlsGroup.X25519],
            Host = "mx.example",
        }).Answer);
        var facts = await peer.ProbeAsync();
        Assert.Equal((Observed.Yes, Observed.Yes), (facts.Signatures.Sha1, facts.Signatures.Sha224));
        Assert.Equal(Observed.Yes, facts.PostQuantum);
        Assert.Equal(new FeatureFacts
        {
            ExtendedMasterSecret = Observed.No,
            SecureRenegotiation = Observed.No,
            SessionTickets = Observed.No,
            Compression = Observed.Yes,
            FallbackProtection = Observed.No,
            ClientCertificate = Observed.No,
            WithoutName = Observed.No,
            UnknownName = Observed.No,
        }, facts.Features);
    }

    [Fact]
    public async Task A_server_that_obeys_the_client_and_prefers_the_worse_is_told()
    {
        await using var peer = new ProbedPeer((Modern with { OwnOrder = false }).Answer);
        var facts = await peer.ProbeAsync();
        Assert.Equal(WhoChooses.Client, Version(facts, "TLS 1.2").Order);
        Assert.Equal("TLS_DHE_RSA_WITH_AES_128_GCM_SHA256", Version(facts, "TLS 1.2").PrefersWorse?.Name);
        Assert.Null(Version(facts, "TLS 1.3").PrefersWorse);
        Assert.Equal(WhoChooses.Client, facts.Groups!.Order);
    }

    [Fact]
    public async Task Certificates_are_kept_by_the_kind_of_their_key()
    {
        await using var peer = new ProbedPeer((Modern with { Suites = new() { [TlsVersion.Tls12] = [0xC02B, 0xC02F] } }).Answer);
        var facts = await peer.ProbeAsync();
        Assert.Equal(["ECDSA", "RSA"], facts.Chains.Select(static chain => chain.KeyKind));
        Assert.Equal([1, 2, 2], facts.Chains[0].Chain[0]);
        Assert.Equal([1, 2, 1], facts.Chains[1].Chain[0]);
    }

    [Theory]
    [InlineData("STARTTLS is not offered", "220 mx\r\n", "250 mx\r\n", "220 go\r\n")]
    [InlineData("refused at the greeting: \"554 no\"", "554 no\r\n")]
    [InlineData("refused at EHLO: \"550 no\"", "220 mx\r\n", "550 no\r\n")]
    [InlineData("refused at STARTTLS: \"454 later\"", "220 mx\r\n", "250-mx\r\n250 STARTTLS\r\n", "454 later\r\n")]
    [InlineData("what came is no SMTP reply", "HTTP/1.1 400 Bad Request\r\n")]
    [InlineData("octets in the clear behind the reply to STARTTLS", "220 mx\r\n", "250-mx\r\n250 STARTTLS\r\n", "220 go\r\n250 injected\r\n")]
    public async Task Where_TLS_cannot_begin_everything_is_unknown_and_the_reason_is_said(string expected, params string[] smtp)
    {
        await using var peer = new ProbedPeer(Modern.Answer) { Smtp = smtp };
        var facts = await peer.ProbeAsync();
        Assert.Equal(expected, facts.Stopped);
        Assert.All(facts.Versions, version => Assert.Equal((Observed.Unknown, expected), (version.Spoken, version.Why)));
        Assert.True(peer.Connections <= 2, $"{peer.Connections} connections");
    }

    [Fact]
    public async Task A_server_that_has_had_enough_is_left_alone()
    {
        await using var peer = new ProbedPeer(Modern.Answer) { Most = 7 };
        var facts = await peer.ProbeAsync();
        Assert.Contains("no connection", facts.Stopped, StringComparison.Ordinal);
        Assert.Equal(["TLS 1.2", "TLS 1.3"], Spoken(facts));
        Assert.Contains(facts.Versions, static version => !version.IsComplete);
        Assert.True(facts.Connections <= 10, $"{facts.Connections} connections");
    }

    [Fact]
    public async Task Silence_of_a_server_that_has_had_enough_is_no_answer()
    {
        var left = 3;
        await using var peer = new ProbedPeer(record => left-- > 0 ? Modern.Answer(record) : []);
        var facts = await peer.ProbeAsync();
        Assert.Equal("the server answers no more", facts.Stopped);
        Assert.Equal(["TLS 1.2", "TLS 1.3"], Spoken(facts));
        Assert.Equal(Observed.No, Version(facts, "TLS 1.1").Spoken);
        Assert.Equal(Observed.Unknown, Version(facts, "TLS 1.0").Spoken);
        Assert.Equal(Observed.Unknown, Version(facts, "SSL 3.0").Spoken);
        Assert.All(facts.Versions.Where(static version => version.Spoken is Observed.Unknown), static version => Assert.False(version.IsComplete));
    }

    [Fact]
    public async Task Silence_of_a_server_that_goes_on_answering_is_a_no()
    {
        await using var peer = new ProbedPeer((Modern with { ClosesForNo = true }).Answer);
        var facts = await peer.ProbeAsync();
        Assert.Null(facts.Stopped);
        Assert.Equal((Observed.No, "it closed the connection"), (Version(facts, "TLS 1.0").Spoken, Version(facts, "TLS 1.0").Why));
        Assert.All(facts.Versions, static version => Assert.True(version.IsComplete));
    }

    [Fact]
    public async Task The_limit_of_connections_is_kept_and_said()
    {
        await using var peer = new ProbedPeer(Modern.Answer);
        var facts = await peer.ProbeAsync(new() { Pause = TimeSpan.Zero, Connections = 9 });
        Assert.Equal(("the limit of 9 connections is reached", 9, 9), (facts.Stopped, facts.Connections, peer.Connections));
    }

    [Fact]
    public async Task The_limit_of_time_is_kept_and_a_mute_server_stops_nothing_before_it()
    {
        var clock = new FakeTimeProvider();
        await using var peer = new ProbedPeer(Modern.Answer) { Smtp = ["220 mx\r\n", "250-mx\r\n250 STARTTLS\r\n", ""] };
        var probing = new TlsProber(clock).ProbeAsync(peer.Target(new() { Time = TimeSpan.FromMinutes(3) }), null, TestContext.Current.CancellationToken);
        await Until.DoneAsync(probing, () => clock.Advance(TimeSpan.FromSeconds(1)));
        Assert.Equal("no answer in time", (await probing).Stopped);
    }

    [Fact]
    public async Task A_greeting_that_gets_no_answer_is_unknown_and_the_probe_goes_on()
    {
        var clock = new FakeTimeProvider();
        await using var peer = new ProbedPeer(record => record[0] == 0x16 && record[2] == 0 ? [0x16] : Modern.Answer(record)); // SSL 3.0
        var probing = new TlsProber(clock).ProbeAsync(peer.Target(), null, TestContext.Current.CancellationToken);
        await Until.DoneAsync(probing, () => clock.Advance(TimeSpan.FromSeconds(1)));
        var facts = await probing;
        Assert.Equal((Observed.Unknown, "no answer in time"), (Version(facts, "SSL 3.0").Spoken, Version(facts, "SSL 3.0").Why));
        Assert.Null(facts.Stopped);
        Assert.Equal(["TLS 1.2", "TLS 1.3"], Spoken(facts));
    }

    [Fact]
    public async Task Who_wants_to_stop_is_obeyed()
    {
        using var stop = new CancellationTokenSource();
        await using var peer = new ProbedPeer(Modern.Answer);
        var progress = new Stopper(stop);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new TlsProber(TimeProvider.System).ProbeAsync(peer.Target(), progress, stop.Token));
        Assert.Equal(3, progress.Seen);
    }

    private static List<string> Spoken(TlsProbeFacts facts) =>
        [.. facts.Versions.Where(static version => version.Spoken is Observed.Yes).Select(static version => version.Version)];

    private static VersionFacts Version(TlsProbeFacts facts, string name) => facts.Versions.Single(version => version.Version == name);

    /// <summary>Has seen enough at the third connection.</summary>
    private sealed class Stopper(CancellationTokenSource stop) : IProgress<TlsProbeProgress>
    {
        public int Seen { get; private set; }

        public void Report(TlsProbeProgress value)
        {
            Assert.Equal(++Seen, value.Connections);
            Assert.StartsWith("whether ", value.Words, StringComparison.Ordinal);
            if (Seen == 3) stop.Cancel();
        }
    }
}
