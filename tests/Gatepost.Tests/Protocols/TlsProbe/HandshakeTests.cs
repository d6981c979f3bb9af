using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gatepost.Protocols.TlsProbe;
using Gatepost.Tests.Delivery;

namespace Gatepost.Tests.Protocols.TlsProbe;

/// <summary>Whole handshakes with the platform's own TLS: its server checks our Finished, and we check its.</summary>
public sealed class HandshakeTests
{
    private static readonly X509Certificate2 Certificate = TestCertificates.Leaf(TestCertificates.Ca, ["mx.example"]);

    [Theory]
    [InlineData(TlsGroup.Secp256r1, TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256)]
    [InlineData(TlsGroup.Secp384r1, TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384)]
    [InlineData(TlsGroup.Secp521r1, TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256)]
    public async Task TLS_1_2_comes_to_its_end_and_what_is_said_inside_arrives(TlsGroup group, TlsCipherSuite suite)
    {
        using var handshake = new Tls12Handshake(new("mx.example", group));
        await using var pair = await Pair.ConnectAsync(SslProtocols.Tls12, suite);
        await pair.TalkAsync(handshake.Begin(), handshake.Feed, () => handshake.Progress is not HandshakeProgress.Waiting);
        Assert.Equal((HandshakeProgress.Established, 1), (handshake.Progress, handshake.Completed));
        Assert.Equal((int)suite, handshake.Hello!.CipherSuite);
        Assert.True(handshake.Hello.HasExtendedMasterSecret);
        await pair.SendAsync(handshake.Seal("QUIT\r\n"u8));
        Assert.Equal("QUIT\r\n", await pair.Heard);
    }

    [Fact]
    public async Task A_server_that_allows_no_renegotiation_refuses_the_second_greeting()
    {
        using var handshake = new Tls12Handshake(new("mx.example"));
        await using var pair = await Pair.ConnectAsync(SslProtocols.Tls12, TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256);
        await pair.TalkAsync(handshake.Begin(), handshake.Feed, () => handshake.Progress is not HandshakeProgress.Waiting);
        await pair.TalkAsync(handshake.Begin(), handshake.Feed, () => handshake.Progress is not HandshakeProgress.Waiting);
        // It says no, or closes.
        Assert.Equal((false, 1), (handshake.Progress is HandshakeProgress.Established, handshake.Completed));
    }

    [Theory]
    [InlineData(TlsGroup.Secp256r1, TlsCipherSuite.TLS_AES_128_GCM_SHA256)]
    [InlineData(TlsGroup.Secp384r1, TlsCipherSuite.TLS_AES_256_GCM_SHA384)]
    [InlineData(TlsGroup.Secp521r1, TlsCipherSuite.TLS_AES_128_GCM_SHA256)]
    public async Task TLS_1_3_comes_to_its_end_and_shows_what_is_inside(TlsGroup group, TlsCipherSuite suite)
    {
        using var handshake = new Tls13Handshake(new("mx.example", group));
        await using var pair = await Pair.ConnectAsync(SslProtocols.Tls13, suite);
        await pair.TalkAsync(handshake.Begin(), handshake.Feed, () => handshake.Progress is not HandshakeProgress.Waiting);
        Assert.Equal(HandshakeProgress.Established, handshake.Progress);
        Assert.Equal(Certificate.RawData, handshake.Certificates[0]);
        Assert.Equal(SignatureScheme.EcdsaSha256, handshake.Scheme);
        await pair.TalkAsync(handshake.Seal("QUIT\r\n"u8), handshake.Feed, () => handshake.HasSpoken);
        Assert.Equal("QUIT\r\n", await pair.Heard);
        Assert.All(handshake.Tickets, static ticket => Assert.Null(ticket.EarlyData));
    }

    [Fact]
    public async Task An_octet_that_was_changed_on_the_way_is_no_handshake()
    {
        using var handshake = new Tls13Handshake(new("mx.example"));
        await using var pair = await Pair.ConnectAsync(SslProtocols.Tls13, TlsCipherSuite.TLS_AES_128_GCM_SHA256);
        byte[] Spoil(ReadOnlySpan<byte> octets)
        {
            byte[] spoilt = [.. octets];
            spoilt[^1] ^= 1;
            return handshake.Feed(spoilt);
        }

        await pair.TalkAsync(handshake.Begin(), Spoil, () => handshake.Progress is not HandshakeProgress.Waiting);
        Assert.Equal(HandshakeProgress.Failed, handshake.Progress);
    }

    [Fact]
    public void A_group_that_the_platform_cannot_do_is_said_beforehand()
    {
        Assert.False(HandshakeTerms.CanDo(TlsGroup.X25519));
        Assert.True(HandshakeTerms.CanDo(TlsGroup.Secp384r1));
        using var handshake = new Tls13Handshake(new("mx.example", TlsGroup.X448));
        Assert.Throws<InvalidOperationException>(handshake.Begin);
    }

    [Theory]
    [InlineData("openssl-tls12-ecdsa")]
    [InlineData("openssl-tls13-retry")]
    [InlineData("openssl-version-refused")]
    [InlineData("bouncycastle-ssl3")]
    public void An_answer_to_somebody_else_leads_to_no_session(string capture)
    {
        var octets = CaptureFile.Named(capture).Octets;
        using var tls12 = new Tls12Handshake(new("mx.example"));
        tls12.Begin();
        tls12.Feed(octets);
        Assert.NotEqual(HandshakeProgress.Established, tls12.Progress);
        using var tls13 = new Tls13Handshake(new("mx.example"));
        tls13.Begin();
        tls13.Feed(octets);
        Assert.True(tls13.Progress is HandshakeProgress.Failed or HandshakeProgress.Refused);
    }

    /// <summary>A socket of ours, and the platform's TLS at its other end: it hears one line and answers it.</summary>
    private sealed class Pair(Socket ours, Task<string> heard) : IAsyncDisposable
    {
        public Task<string> Heard => heard.WaitAsync(TimeSpan.FromSeconds(30));

        public static async Task<Pair> ConnectAsync(SslProtocols version, TlsCipherSuite suite)
        {
            using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            listener.Listen(1);
            var ours = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await ours.ConnectAsync(listener.LocalEndPoint!);
            return new(ours, ServeAsync(await listener.AcceptAsync(), version, suite));
        }

        public async Task SendAsync(byte[] octets) => await ours.SendAsync(octets);

        public async Task TalkAsync(byte[] first, Feeding feed, Func<bool> isOver)
        {
            await SendAsync(first);
            var block = new byte[16 * 1024];
            while (!isOver())
            {
                var read = await ours.ReceiveAsync(block).WaitAsync(TimeSpan.FromSeconds(30));
                if (read == 0) return;
                if (feed(block.AsSpan(0, read)) is { Length: > 0 } answer) await SendAsync(answer);
            }
        }

        public async ValueTask DisposeAsync()
        {
            ours.Dispose();
            await Heard.ContinueWith(static _ => { }, TaskScheduler.Default);
        }

        private static async Task<string> ServeAsync(Socket socket, SslProtocols version, TlsCipherSuite suite)
        {
            try
            {
                await using var tls = new SslStream(new NetworkStream(socket, ownsSocket: true));
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
                {
                    ServerCertificate = Certificate,
                    EnabledSslProtocols = version,
                    CipherSuitesPolicy = OperatingSystem.IsLinux() ? new CipherSuitesPolicy([suite]) : null,
                    AllowRenegotiation = false,
                });
                var block = new byte[100];
                var read = await tls.ReadAsync(block);
                await tls.WriteAsync("221 bye\r\n"u8.ToArray());
                return Encoding.ASCII.GetString(block, 0, read);
            }
            catch (Exception fault) when (fault is IOException or AuthenticationException)
            {
                return fault.Message;
            }
        }
    }

    private delegate byte[] Feeding(ReadOnlySpan<byte> octets);
}
