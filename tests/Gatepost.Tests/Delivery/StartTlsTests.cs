using Gatepost.Messages;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Tests.Delivery;

public sealed class StartTlsTests
{
    private static PeerScript Answering(string reply) => new PeerScript().Says("STARTTLS", reply);

    private static async Task<string?> SayAndAsync(PeerSession session, string octets, Func<PeerSession, Task> then)
    {
        await session.PutAsync(octets);
        await then(session);
        return PeerScript.Close;
    }

    [Fact]
    [Trait("Statement", "STL-04")]
    [Trait("Statement", "STL-06")]
    public async Task After_220_comes_the_handshake_and_then_EHLO_again()
    {
        await using var peer = new ScriptedPeer(new PeerScript());
        await using var harbour = new Harbour();

        var outcome = await harbour.SendAsync(peer, Harbour.At(TlsLevel.Verify));

        Assert.Equal(Disposition.Delivered, Assert.Single(outcome.Recipients).Disposition);
        Assert.Equal(["EHLO gate.harbour.test", "STARTTLS", "*EHLO gate.harbour.test"], peer.Sessions[0].Said[..3]);
        Assert.StartsWith("*MAIL FROM:<sender@harbour.test>", peer.Sessions[0].Said[3]);
        Assert.Equal("mx.lighthouse.test", peer.Sessions[0].ServerName);
    }

    [Fact]
    [Trait("Statement", "STL-06")]
    public async Task What_was_offered_only_before_TLS_is_forgotten()
    {
        var script = new PeerScript
        {
            Offer = [.. PeerScript.AllExtensions, "CHUNKING", "REQUIRETLS", "XCLIENT NAME"],
            OfferInTls = ["SIZE 52428800"],
        };
        await using var peer = new ScriptedPeer(script);
        await using var harbour = new Harbour();

        var outcome = await harbour.SendAsync(peer, Harbour.At(TlsLevel.May));

        Assert.Equal(Disposition.Delivered, outcome.Recipients[0].Disposition);
        Assert.Contains("*DATA", peer.Sessions[0].Said);
        Assert.DoesNotContain(peer.Sessions[0].Said, line => line.Contains("BDAT") || line.Contains("BODY="));
    }

    [Theory]
    [Trait("Statement", "STL-11")]
    [Trait("Advisory", "CVE-2026-41319")]
    [InlineData(TlsLevel.May)]
    [InlineData(TlsLevel.Verify)]
    public async Task CVE_2021_38371_Words_behind_the_220_end_the_attempt_and_are_never_taken_for_replies(TlsLevel level)
    {
        var script = new PeerScript();
        script.On["STARTTLS"] = (session, _) => SayAndAsync(
            session, "220 go ahead\r\n250-injected.test\r\n250 SIZE 1\r\n", s => s.StartTlsAsync());
        await using var peer = new ScriptedPeer(script);
        await using var harbour = new Harbour();

        var outcome = await harbour.SendAsync(peer, Harbour.At(level, mayFallBack: level is TlsLevel.May));

        var recipient = Assert.Single(outcome.Recipients);
        Assert.Equal(Disposition.Deferred, recipient.Disposition);
        Assert.Equal(level is TlsLevel.Verify, recipient.IsTlsProblem);
        Assert.Equal(new EnhancedStatusCode(4, 7, 5), recipient.Reply.Enhanced);
        Assert.Single(peer.Sessions); // an attack is no reason for clear text
        Assert.DoesNotContain(peer.Sessions[0].Said, line => line.Contains("MAIL"));
    }

    [Fact]
    [Trait("Statement", "STL-11")]
    [Trait("Advisory", "CVE-2021-38371")]
    public async Task A_half_line_behind_the_220_is_not_glued_to_the_first_reply_inside_TLS()
    {
        var script = new PeerScript();
        script.On["STARTTLS"] = (session, _) => SayAndAsync(session, "220 go ahead\r\n250-CHUNK", s => s.StartTlsAsync());
        await using var peer = new ScriptedPeer(script);
        await using var harbour = new Harbour();

        var outcome = await harbour.SendAsync(peer, Harbour.At(TlsLevel.Encrypt));

        Assert.Equal(Disposition.Deferred, outcome.Recipients[0].Disposition);
        Assert.DoesNotContain(peer.Sessions[0].Said, line => line.StartsWith('*'));
    }

    [Fact]
    [Trait("Statement", "STL-08")]
    public async Task Where_STARTTLS_is_not_offered_May_goes_on_in_clear_and_Encrypt_does_not()
    {
        var offer = PeerScript.AllExtensions.Where(word => word != "STARTTLS").ToArray();
        await using var peer = new ScriptedPeer(new PeerScript { Offer = offer });
        await using var harbour = new Harbour();

        var may = await harbour.SendAsync(peer, Harbour.At(TlsLevel.May));
        var encrypt = await harbour.SendAsync(peer, Harbour.At(TlsLevel.Encrypt));

        Assert.Equal(Disposition.Delivered, may.Recipients[0].Disposition);
        Assert.Equal(Assurance.Clear, may.Hosts[0].Tls.Reached);
        Assert.Equal("STARTTLS is not offered", may.Hosts[0].Tls.Problem);
        Assert.Equal(Disposition.Deferred, encrypt.Recipients[0].Disposition);
        Assert.True(encrypt.Recipients[0].IsTlsProblem);
        Assert.Equal(new EnhancedStatusCode(4, 7, 5), encrypt.Recipients[0].Reply.Enhanced);
        Assert.DoesNotContain(peer.Sessions[^1].Said, line => line.Contains("MAIL"));
    }

    [Fact]
    public async Task None_does_not_ask_for_TLS_even_where_it_is_offered()
    {
        await using var peer = new ScriptedPeer(new PeerScript());
        await using var harbour = new Harbour();

        var outcome = await harbour.SendAsync(peer, Harbour.At(TlsLevel.None));

        Assert.Equal(Disposition.Delivered, outcome.Recipients[0].Disposition);
        Assert.DoesNotContain("STARTTLS", peer.Sessions[0].Said);
    }

    public static TheoryData<string> Failures => ["502", "454", "junk", "close", "no reply", "bad version"];

    // Where the handshake breaks, one more is made with every cipher.
    private static int CallsOverTls(string how) => OperatingSystem.IsLinux() && how is "junk" or "close" or "bad version" ? 2 : 1;

    private static PeerScript Failing(string how) => how switch
    {
        "502" => Answering("502 5.5.1 no\r\n"),
        "454" => Answering("454 4.7.0 not now\r\n"),
        "junk" => new PeerScript
        {
            On =
            {
                ["STARTTLS"] = async (session, _) =>
                {
                    await session.PutAsync("220 go\r\n");
                    await session.TakeAsync(1); // the ClientHello has begun
                    await session.PutAsync(string.Concat(Enumerable.Repeat("HTTP/1.0 400 no\r\n\r\n", 20)));
                    return PeerScript.Close;
                },
            },
        },
        "close" => new PeerScript { On = { ["STARTTLS"] = (s, _) => SayAndAsync(s, "220 go\r\n", _ => Task.CompletedTask) } },
        "no reply" => new PeerScript { On = { ["STARTTLS"] = (_, _) => Task.FromResult<string?>(PeerScript.Close) } },
        "bad version" => new PeerScript
        {
            Versions = System.Security.Authentication.SslProtocols.Tls12,
            Ciphers = OperatingSystem.IsLinux()
                ? new System.Net.Security.CipherSuitesPolicy([System.Net.Security.TlsCipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA])
                : null,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(how)),
    };

    [Theory]
    [Trait("Statement", "STL-02b")]
    [MemberData(nameof(Failures))]
    public async Task A_failed_STARTTLS_defers_before_the_first_retry_interval_is_over(string how)
    {
        await using var peer = new ScriptedPeer(Failing(how));
        await using var harbour = new Harbour();

        var outcome = await harbour.SendAsync(peer, Harbour.At(TlsLevel.May, mayFallBack: false));

        var recipient = Assert.Single(outcome.Recipients);
        Assert.Equal(Disposition.Deferred, recipient.Disposition);
        Assert.False(recipient.IsTlsProblem); // nobody required it: the notice must not say so
        Assert.StartsWith("Encryption (TLS) with mx.lighthouse.test could not be set up: ", recipient.Reply.Text);
        Assert.DoesNotContain("transport stream", recipient.Reply.Text);
        Assert.False(outcome.DestinationIsDown);
        Assert.NotNull(outcome.Hosts[0].Tls.Problem);
        Assert.Equal(CallsOverTls(how), peer.Sessions.Count);
        Assert.DoesNotContain(peer.Sessions.SelectMany(session => session.Said), line => line.Contains("MAIL"));
    }

    [Theory]
    [Trait("Statement", "STL-02b")]
    [MemberData(nameof(Failures))]
    public async Task A_failed_STARTTLS_goes_on_in_clear_only_on_a_new_connection(string how)
    {
        await using var peer = new ScriptedPeer(Failing(how));
        await using var harbour = new Harbour();

        var outcome = await harbour.SendAsync(peer, Harbour.At(TlsLevel.May, mayFallBack: true));

        Assert.Equal(Disposition.Delivered, Assert.Single(outcome.Recipients).Disposition);
        Assert.Equal(CallsOverTls(how) + 1, outcome.Hosts.Count);
        Assert.Equal((Assurance.Clear, false), (outcome.Hosts[^1].Tls.Reached, outcome.Hosts[^1].WithEveryCipher));
        Assert.StartsWith("TLS failed on another connection", outcome.Hosts[^1].Tls.Problem);
        Assert.Equal(CallsOverTls(how) + 1, peer.Sessions.Count);
        Assert.DoesNotContain(peer.Sessions.SkipLast(1).SelectMany(session => session.Said), line => line.Contains("MAIL"));
        Assert.DoesNotContain("STARTTLS", peer.Sessions[^1].Said);
        Assert.Equal(0, harbour.Pool.Count); // nobody else may travel on it
    }

    [Theory]
    [Trait("Statement", "STL-02b")]
    [MemberData(nameof(Failures))]
    public async Task A_failed_STARTTLS_is_never_followed_by_clear_text_where_TLS_is_required(string how)
    {
        await using var peer = new ScriptedPeer(Failing(how));
        await using var harbour = new Harbour();

        var outcome = await harbour.SendAsync(peer, Harbour.At(TlsLevel.Encrypt));

        Assert.Equal(Disposition.Deferred, Assert.Single(outcome.Recipients).Disposition);
        Assert.Equal(CallsOverTls(how), peer.Sessions.Count);
        Assert.Empty(peer.Stored);
    }

    [Fact]
    public async Task Another_host_that_speaks_TLS_is_preferred_to_clear_text()
    {
        await using var broken = new ScriptedPeer(Failing("454"));
        await using var good = new ScriptedPeer(new PeerScript());
        await using var harbour = new Harbour();

        var outcome = await harbour.Agent.TryAsync(
            Outgoing.Message(), Harbour.To(broken.Address, good.Address), Harbour.At(TlsLevel.May, mayFallBack: true),
            TestContext.Current.CancellationToken);

        Assert.Equal(Disposition.Delivered, outcome.Recipients[0].Disposition);
        Assert.True(outcome.Hosts[^1].Tls.IsEncrypted);
        Assert.Single(broken.Sessions);
    }

    [Fact]
    [Trait("Statement", "STL-07")]
    public async Task A_peer_that_is_not_who_it_must_be_is_told_QUIT_and_nothing_else()
    {
        var script = new PeerScript { Certificate = TestCertificates.Leaf(null, ["mx.lighthouse.test"]) };
        await using var peer = new ScriptedPeer(script);
        await using var harbour = new Harbour();

        var outcome = await harbour.SendAsync(peer, Harbour.At(TlsLevel.Verify));

        var recipient = Assert.Single(outcome.Recipients);
        Assert.Equal((Disposition.Deferred, true), (recipient.Disposition, recipient.IsTlsProblem));
        Assert.Contains("the certificate is self-signed", recipient.Reply.Text);
        Assert.Equal(["EHLO gate.harbour.test", "STARTTLS", "*QUIT"], peer.Sessions[0].Said);
    }

    [Fact]
    public async Task A_handshake_that_hangs_ends_in_its_time()
    {
        var script = new PeerScript
        {
            On = { ["STARTTLS"] = (s, _) => SayAndAsync(s, "220 go\r\n", session => session.TakeAsync(long.MaxValue / 2)) },
        };
        await using var peer = new ScriptedPeer(script);
        await using var harbour = new Harbour();

        var sending = harbour.SendAsync(peer, Harbour.At(TlsLevel.Encrypt));
        await Until.TrueAsync(() => peer.Sessions.Count > 0 && peer.Sessions[0].Said.Contains("STARTTLS"));
        await Until.DoneAsync(sending, () => harbour.Time.Advance(TimeSpan.FromSeconds(30)));

        Assert.Equal(Disposition.Deferred, (await sending).Recipients[0].Disposition);
    }
}
