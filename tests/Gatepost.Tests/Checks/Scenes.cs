using System.Net.Security;
using System.Security.Authentication;
using Gatepost.Dns;
using Gatepost.Tests.Checks.TlsProbing;
using Gatepost.Tests.Delivery;

namespace Gatepost.Tests.Checks;

/// <summary>The scenes: each finding is seen in one at least, and in <c>good</c> none is.</summary>
internal static partial class Scenes
{
    private const string One = "127.0.0.2", Two = "127.0.0.3";

    private static readonly string[] Modern = [.. PeerScript.AllExtensions, "REQUIRETLS"];

    /// <summary>The domain's own records and one host, all of it signed and in order, but for TLSA.</summary>
    private const string Records = """
        lighthouse.test            MX    10 mx1.lighthouse.test  secure
        mx1.lighthouse.test        A     127.0.0.2               secure
        127.0.0.2                  PTR   mx1.lighthouse.test
        _smtp._tls.lighthouse.test TXT   v=TLSRPTv1; rua=mailto:reports@lighthouse.test
        lighthouse.test            TXT   v=spf1 mx -all
        _dmarc.lighthouse.test     TXT   v=DMARC1; p=reject; rua=mailto:dmarc@lighthouse.test

        """;

    private const string SecondHost = """
        lighthouse.test            MX    20 mx2.lighthouse.test  secure
        mx2.lighthouse.test        A     127.0.0.3               secure
        127.0.0.3                  PTR   mx2.lighthouse.test

        """;

    public static IReadOnlyList<CheckScene> All { get; } =
        [.. Routing(), .. Authorities(), .. StartTls(), .. Certificate(), .. Dane(), .. Texts(), .. Reports(), .. Probed()];

    public static CheckScene Find(string name) => All.First(scene => scene.Name == name);

    private static PeerScript Peer(string? banner = null) => new()
    {
        Banner = banner ?? "220 mx1.lighthouse.test ESMTP\r\n",
        Offer = Modern,
        Certificate = SceneCertificates.Good,
    };

    private static string[] Policy(string mode, string mx, long age = 604_800) =>
        ["version: STSv1", $"mode: {mode}", $"mx: {mx}", $"max_age: {age}"];

    private static CheckScene Single(string name, string[] finds, PeerScript? script = null, string more = "") =>
        new(name, finds, Records + more) { Peers = [(One, script ?? Peer())] };

    private static IEnumerable<CheckScene> Routing()
    {
        yield return new("good", [], Records + SecondHost + $"""
            mx1.lighthouse.test            AAAA ::1 secure
            ::1                            PTR  mx1.lighthouse.test
            _25._tcp.mx1.lighthouse.test   TLSA {SceneCertificates.Tlsa(3, 1, 1, SceneCertificates.Good)} secure
            _25._tcp.mx2.lighthouse.test   TLSA {SceneCertificates.Tlsa(3, 1, 1, SceneCertificates.Good)} secure
            _mta-sts.lighthouse.test       TXT  v=STSv1; id=1
            lighthouse.test                CAA  0 issue "harbour.test"
            """)
        {
            Policy = [.. Policy("enforce", "mx1.lighthouse.test"), "mx: mx2.lighthouse.test"],
            Peers = [(One, Peer()), (Two, Peer()), ("::1", Peer())],
            Probe = TlsJudgeTests.Best,
        };
        yield return new("good-own", ["E6"], Records + $"""
            mx1.lighthouse.test            AAAA ::1 secure
            ::1                            PTR  mx1.lighthouse.test
            _25._tcp.mx1.lighthouse.test   TLSA {SceneCertificates.Tlsa(3, 1, 1, SceneCertificates.Good)} secure
            _25._tcp.mx1.lighthouse.test   TLSA {SceneCertificates.Tlsa(3, 1, 1, SceneCertificates.Other)} secure
            _mta-sts.lighthouse.test       TXT  v=STSv1; id=1
            lighthouse.test                CAA  0 issue "harbour.test"
            """)
        {
            IsOwn = true,
            Policy = Policy("enforce", "mx1.lighthouse.test"),
            Peers = [(One, Peer()), ("::1", Peer())],
            Probe = TlsJudgeTests.Best with
            {
                Features = TlsJudgeTests.Best.Features with { Tls13Tickets = Gatepost.Checks.TlsProbing.Observed.No },
            },
        };
        yield return new("dane-alone", ["F1"], Records + $"""
            mx1.lighthouse.test            AAAA ::1 secure
            ::1                            PTR  mx1.lighthouse.test
            _25._tcp.mx1.lighthouse.test   TLSA {SceneCertificates.Tlsa(3, 1, 1, SceneCertificates.Good)} secure
            """)
        { Peers = [(One, Peer()), ("::1", Peer())] };
        yield return new("dns-fails", ["A1"], "lighthouse.test MX servfail");
        yield return new("dns-bogus", ["A9-bogus"], "lighthouse.test MX bogus");
        yield return new("host-bogus", ["A10-bogus"], """
            lighthouse.test      MX   10 mx1.lighthouse.test secure
            mx1.lighthouse.test  ANY  bogus
            """);
        yield return new("no-domain", ["A1-missing"], "");
        yield return new("localhost", ["A1-nohost", "A5-name"], "lighthouse.test MX 10 localhost");
        yield return new("implicit-mx", ["A2", "A6", "A7", "A10", "D6"], "lighthouse.test A 127.0.0.2") { Peers = [(One, Peer())] };
        yield return new("null-mx", ["A3"], "lighthouse.test MX 0 .");
        yield return Single("null-mx-mixed", ["A3-mixed"], more: "lighthouse.test MX 0 . secure");
        yield return new("alias", ["A4"], Records.Replace("mx1.lighthouse.test        A     127.0.0.2               secure",
            "mx1.lighthouse.test CNAME real.lighthouse.test secure\nreal.lighthouse.test A 127.0.0.2 secure", StringComparison.Ordinal))
        { Peers = [(One, Peer())] };
        yield return Single("dangling", ["A5", "A5-dns"], more: """
            lighthouse.test     MX 20 gone.lighthouse.test secure
            lighthouse.test     MX 30 broken.lighthouse.test secure
            broken.lighthouse.test ANY servfail
            """);
        yield return new("down", ["A8", "A5-private"], Records);
        yield return new("one-address-down", ["A8-address"], Records + "mx1.lighthouse.test A 127.0.0.3 secure")
        { Peers = [(One, Peer())] };
        yield return Single("unwelcome", ["A8-refused"], Peer("554 5.7.1 your address \x1b[31mis listed\r\n"));
        yield return Single("closes-at-hello", ["A8"], Peer().Says("EHLO", PeerScript.Close));
        yield return new("no-ipv6-here", ["A6-reach"], Records + "mx1.lighthouse.test AAAA ::1 secure")
        { Peers = [(One, Peer())], HasRoute = _ => false };
        yield return Single("names", ["A7-back", "A7-greeting"], Peer("220 localhost ESMTP\r\n"), "127.0.0.2 PTR elsewhere.test") with
        {
            Zone = Records.Replace("PTR   mx1.lighthouse.test", "PTR   elsewhere.test", StringComparison.Ordinal),
        };
        yield return new("resolver-proves-nothing", ["A9-resolver"], Records.Replace("secure", "", StringComparison.Ordinal))
        {
            Peers = [(One, Peer())],
            Trust = new(DnssecState.DoesNotValidate, "127.0.0.53:53 answers for . without proof; DANE is off", Outgoing.Noon),
        };
        yield return new("resolver-lost", ["A9-resolver"], Records.Replace("secure", "indeterminate", StringComparison.Ordinal)
            + "_25._tcp.mx1.lighthouse.test TLSA servfail")
        {
            Peers = [(One, Peer())],
            Trust = new(DnssecState.Lost, "what validated does no longer: 127.0.0.1:53 answers for . without proof", Outgoing.Noon),
        };
        yield return new("host-unsigned", ["A10"], Records.Replace("127.0.0.2               secure", "127.0.0.2", StringComparison.Ordinal))
        { Peers = [(One, Peer())] };
    }

    private static IEnumerable<CheckScene> Authorities()
    {
        yield return Single("caa-missing", ["A11"]) with { IsOwn = true };
        yield return Single("caa-fails", ["A11-dns"], more: "lighthouse.test CAA servfail") with { IsOwn = true };
        yield return Single("caa-unusable", ["A11-invalid"], more: """
            mx1.lighthouse.test CAA 0 issue "harbour test"
            mx1.lighthouse.test CAA 128 tomorrow "never"
            """) with
        { IsOwn = true };
        yield return Shows("caa-other-ca", ["A11-ca", "A11-bound"], SceneCertificates.OfKnownCa) with
        {
            IsOwn = true,
            Zone = Records + "lighthouse.test CAA 0 issue \"digicert.com; accounturi=https://acme.test/7; validationmethods=dns-01\"",
        };
    }

    private static IEnumerable<CheckScene> StartTls()
    {
        yield return Single("no-starttls", ["B1", "B10"], new PeerScript { Banner = "220 mx1.lighthouse.test\r\n", Offer = ["DSN"] });
        yield return new("mixed-starttls", ["B1-mixed"], Records + SecondHost)
        { Peers = [(One, Peer()), (Two, new PeerScript { Banner = "220 mx2.lighthouse.test\r\n", Offer = ["PIPELINING", "SIZE", "8BITMIME"] })] };
        yield return Single("middlebox", ["B3"],
            new PeerScript { Banner = "220 mx1.lighthouse.test\r\n", Offer = ["PIPELINING", "SIZE", "8BITMIME", "XXXXXXXA"] });
        yield return Single("starttls-refused", ["B2"], Peer().Says("STARTTLS", "454 4.7.0 TLS not available\r\n"));
        yield return Single("handshake-fails", ["B4"], Peer().With("STARTTLS", async session =>
        {
            await session.PutAsync("220 go ahead\r\n");
            await session.TakeAsync(1); // its ClientHello
            await session.PutAsync("this is no TLS at all, and never will be\r\n");
            return PeerScript.Close;
        }));
        yield return Single("old-ciphers", ["B4-weak"], new PeerScript
        {
            Banner = "220 mx1.lighthouse.test ESMTP\r\n",
            Offer = Modern,
            Certificate = SceneCertificates.Good,
            Versions = SslProtocols.Tls12,
            Ciphers = OperatingSystem.IsLinux()
                ? new CipherSuitesPolicy([TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256])
                : null,
        });
        yield return Single("old-key-exchange", ["B4-second", "B4-weak"], new PeerScript
        {
            Banner = "220 mx1.lighthouse.test ESMTP\r\n",
            Offer = Modern,
            Certificate = TestCertificates.RsaLeaf("mx1.lighthouse.test"),
            Versions = SslProtocols.Tls12,
            Ciphers = OperatingSystem.IsLinux() ? new CipherSuitesPolicy([TlsCipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA]) : null,
        });
        yield return Single("mute-after-tls", ["B5"],
            Peer().With("EHLO", (session, usual) => session.IsTls ? "550 5.7.1 no\r\n" : usual).Says("HELO", "550 5.7.1 no\r\n"));
        yield return Single("starttls-again", ["B5-again", "B9"], new PeerScript
        {
            Banner = "220 mx1.lighthouse.test\r\n",
            OfferInTls = PeerScript.AllExtensions,
            Certificate = SceneCertificates.Good,
        });
        yield return Single("obeys-smuggled", ["B6"], Peer().With("STARTTLS", async session =>
        {
            var isSmuggled = session.Buffered > 0;
            await session.PutAsync("220 go ahead\r\n");
            await session.StartTlsAsync();
            return isSmuggled ? "250 2.0.0 ok\r\n" : null;
        }));
        yield return Single("speaks-before-tls", ["B6-reply"], Peer().Says("STARTTLS", "220 go ahead\r\n250 2.0.0 injected\r\n"));
        yield return new("addresses-differ", ["B8", "D11", "D5"], Records + "mx1.lighthouse.test A 127.0.0.3 secure")
        {
            Peers =
            [
                (One, Peer()),
                (Two, new PeerScript
                {
                    Banner = "220 mx1.lighthouse.test ESMTP\r\n",
                    Offer = Modern,
                    Certificate = SceneCertificates.SelfSigned,
                }),
            ],
        };
        var (calls, offers) = (0, 0);
        yield return Single("other-machine", ["B8-repeat"], Peer().With("EHLO", (session, usual) =>
            session.IsTls || Interlocked.Increment(ref calls) == 1 ? usual : "250 mx1.lighthouse.test\r\n"));
        yield return Single("another-machine", ["B1", "B8-repeat"], Peer().With("EHLO", (session, usual) =>
            Interlocked.Increment(ref offers) == 1 ? "250 mx1.lighthouse.test\r\n" : usual));
        yield return Single("needs-server-name", ["D13"], new PeerScript
        {
            Banner = "220 mx1.lighthouse.test\r\n",
            Offer = Modern,
            Certificate = SceneCertificates.Good,
            NeedsServerName = true,
        });
    }
}
