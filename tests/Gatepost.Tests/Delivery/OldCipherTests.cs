using System.Net.Security;
using System.Security.Authentication;
using Gatepost.Configuration;
using Gatepost.Delivery;
using Gatepost.Messages;

namespace Gatepost.Tests.Delivery;

/// <summary>Peers that have none of the ciphers that the platform offers by itself: any TLS is better than clear text.</summary>
public sealed class OldCipherTests
{
    private static PeerScript Only(TlsCipherSuite suite) => new()
    {
        Certificate = TestCertificates.RsaLeaf("mx.lighthouse.test"),
        Versions = SslProtocols.Tls12,
        Ciphers = OperatingSystem.IsLinux() ? new CipherSuitesPolicy([suite]) : null,
    };

    private static void SkipElsewhere() => Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere nobody can choose ciphers");

    [Theory]
    [InlineData(TlsLevel.May, TlsCipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA)]
    [InlineData(TlsLevel.May, TlsCipherSuite.TLS_RSA_WITH_AES_256_GCM_SHA384)]
    [InlineData(TlsLevel.May, TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA)]
    [InlineData(TlsLevel.Encrypt, TlsCipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA)]
    public async Task Mail_goes_over_TLS_at_a_second_call_and_both_are_recorded_as_they_were(TlsLevel level, TlsCipherSuite suite)
    {
        SkipElsewhere();
        await using var peer = new ScriptedPeer(Only(suite));
        await using var harbour = new Harbour();

        var outcome = await harbour.SendAsync(peer, Harbour.At(level, mayFallBack: level is TlsLevel.May));

        Assert.Equal(Disposition.Delivered, Assert.Single(outcome.Recipients).Disposition);
        Assert.Equal(2, outcome.Hosts.Count);
        var (first, second) = (outcome.Hosts[0], outcome.Hosts[1]);
        Assert.Equal((false, true, false), (first.Tls.IsEncrypted, first.IsCalledAgain, first.WithEveryCipher));
        Assert.StartsWith("the TLS handshake failed: ", first.Summary);
        Assert.Equal((suite.ToString(), Assurance.Encrypted), (second.Tls.CipherSuite, second.Tls.Reached));
        Assert.Equal((false, true), (second.IsCalledAgain, second.WithEveryCipher));
        Assert.False(second.Tls.Proofs.HasFlag(TlsProofs.Strong));
        Assert.StartsWith(
            "TLS came about at a second call only, with every cipher offered; at the first, the TLS handshake failed", second.Tls.Problem);
        Assert.Equal(2, peer.Sessions.Count);
        Assert.DoesNotContain(peer.Sessions[0].Said, line => line.Contains("MAIL"));
        Assert.Contains(peer.Sessions[1].Said, line => line.StartsWith("*MAIL"));
    }

    [Fact]
    public async Task The_next_message_goes_over_the_connection_that_came_about()
    {
        SkipElsewhere();
        await using var peer = new ScriptedPeer(Only(TlsCipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA));
        await using var harbour = new Harbour();

        await harbour.SendAsync(peer, Harbour.At(TlsLevel.May));
        var next = await harbour.SendAsync(peer, Harbour.At(TlsLevel.May));

        Assert.Equal(2, peer.Sessions.Count);
        Assert.True(Assert.Single(next.Hosts).WithEveryCipher);
    }

    [Theory]
    [InlineData(TlsLevel.Verify, SslProtocols.None)]
    [InlineData(TlsLevel.Secure, SslProtocols.None)]
    [InlineData(TlsLevel.DaneOnly, SslProtocols.None)]
    [InlineData(TlsLevel.Encrypt, SslProtocols.Tls13)]
    public async Task Who_must_prove_himself_or_speak_TLS_1_3_is_offered_no_more_than_before(TlsLevel level, SslProtocols least)
    {
        await using var peer = new ScriptedPeer(Only(TlsCipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA));
        await using var harbour = new Harbour();

        var outcome = await harbour.SendAsync(peer, Harbour.At(new TlsRequirement { Level = level, MinimumVersion = least }));

        Assert.Equal(Disposition.Deferred, outcome.Recipients[0].Disposition);
        Assert.False(Assert.Single(outcome.Hosts).IsCalledAgain);
        Assert.Single(peer.Sessions);
    }

    [Fact]
    public async Task Old_ciphers_change_nothing_in_the_order_of_the_hosts()
    {
        SkipElsewhere();
        await using var old = new ScriptedPeer(Only(TlsCipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA));
        await using var good = new ScriptedPeer(new PeerScript());
        await using var harbour = new Harbour();

        var outcome = await harbour.Agent.TryAsync(Outgoing.Message(), Harbour.To(old.Address, good.Address),
            Harbour.At(TlsLevel.May, mayFallBack: true), TestContext.Current.CancellationToken);

        Assert.True(outcome.Hosts[^1].WithEveryCipher);
        Assert.Empty(good.Sessions);
    }

    [Fact]
    public async Task Old_ciphers_at_the_last_host_are_preferred_to_clear_text_at_the_first()
    {
        SkipElsewhere();
        await using var broken = new ScriptedPeer(new PeerScript().Says("STARTTLS", "454 4.7.0 not now\r\n"));
        await using var old = new ScriptedPeer(Only(TlsCipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA));
        await using var harbour = new Harbour();

        var outcome = await harbour.Agent.TryAsync(Outgoing.Message(), Harbour.To(broken.Address, old.Address),
            Harbour.At(TlsLevel.May, mayFallBack: true), TestContext.Current.CancellationToken);

        Assert.Equal(TlsCipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA.ToString(), outcome.Hosts[^1].Tls.CipherSuite);
        Assert.Single(broken.Sessions);
    }

    [Fact]
    public async Task A_call_with_every_cipher_that_fails_too_says_so_and_clear_text_comes_last()
    {
        SkipElsewhere();
        // No RSA key: nobody can agree with it on this suite.
        var script = new PeerScript { Versions = SslProtocols.Tls12, Ciphers = Only(TlsCipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA).Ciphers };
        await using var peer = new ScriptedPeer(script);
        await using var harbour = new Harbour();

        var outcome = await harbour.SendAsync(peer, Harbour.At(TlsLevel.May, mayFallBack: true));

        Assert.Equal([true, false, false], outcome.Hosts.Select(host => host.IsCalledAgain));
        Assert.Equal([false, true, false], outcome.Hosts.Select(host => host.WithEveryCipher));
        Assert.DoesNotContain("second call", outcome.Hosts[0].Summary);
        Assert.EndsWith(" (at a second call, with every cipher offered)", outcome.Hosts[1].Summary);
        Assert.Equal(Assurance.Clear, outcome.Hosts[2].Tls.Reached);
        Assert.Equal(TlsReason.HandshakeFailed, outcome.Hosts[2].Tls.Reason);
    }

    [Fact]
    public void Every_suite_that_is_offered_encrypts_for_someone_with_a_certificate_and_the_strong_ones_come_first()
    {
        var every = TlsProfile.Every.ToList();

        Assert.Equal(every.Distinct(), every);
        Assert.All(every, suite => Assert.DoesNotMatch("NULL|EXPORT|RC4|RC2|_DES_|anon|PSK|KRB5|SRP", suite.ToString()));
        var strong = every.Count(suite => TlsProfile.IsStrong(SslProtocols.Tls12, suite));
        if (OperatingSystem.IsLinux()) Assert.All(every.Take(strong), suite => Assert.True(TlsProfile.IsStrong(SslProtocols.Tls12, suite)));
        Assert.All(every.SkipWhile(suite => !suite.ToString().StartsWith("TLS_RSA_", StringComparison.Ordinal)),
            suite => Assert.Matches("^TLS_RSA_|3DES", suite.ToString())); // without forward secrecy only after all that have it
        Assert.Superset(
            new HashSet<TlsCipherSuite>
            {
                TlsCipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA, TlsCipherSuite.TLS_RSA_WITH_AES_256_GCM_SHA384,
                TlsCipherSuite.TLS_DHE_RSA_WITH_AES_128_CBC_SHA, TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
                TlsCipherSuite.TLS_RSA_WITH_3DES_EDE_CBC_SHA,
            },
            every.ToHashSet());
    }
}
