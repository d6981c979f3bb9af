using System.Net;
using System.Net.Sockets;
using System.Text;
using Gatepost.Configuration;
using Gatepost.Delivery;
using Gatepost.Diagnostics;
using Gatepost.Dns;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.Routing;
using Gatepost.Tests.Fakes;
using Gatepost.TlsPolicy;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatepost.Fuzz.Targets;

/// <summary>
/// The sending side against a peer that says anything: two octets say how far it behaves, then comes what it says, then it
/// closes. Where it has agreed to STARTTLS, that comes in place of its part of the handshake.
/// </summary>
internal sealed class DeliveryTarget : IFuzzTarget
{
    private const string Body = "Subject: x\r\n\r\n.a dot\r\nend\r\n";

    private const string Hello = "220 peer ESMTP\r\n250-peer\r\n250-PIPELINING\r\n250-SIZE 1000\r\n250 DSN\r\n";

    private static readonly string[] Prologues =
    [
        "", "220 peer\r\n", "220 peer\r\n500 what\r\n", Hello, "220 peer\r\n250-peer\r\n250 CHUNKING\r\n250 ok\r\n", Hello + "250 ok\r\n",
        Hello + "250 ok\r\n250 ok\r\n", Hello + "250 ok\r\n250 ok\r\n550 no\r\n", Hello + "250 ok\r\n250 ok\r\n250 ok\r\n354 go\r\n",
        "220 peer\r\n250 peer\r\n250 ok\r\n250 ok\r\n452 full\r\n354 go\r\n",
    ];

    private static readonly FixedConfig Config = new(new()
    {
        Hostname = "gate.harbour.test",
        DataDirectory = "/nowhere",
        Outbound = new() { CaFile = FakeCertificates.CaFile },
    });

    private static readonly TcpListener Listener = new(IPAddress.Loopback, 0);

    private readonly DeliveryMetrics _metrics = new(new FakeMeters());

    public string Name => "delivery";

    public IReadOnlyList<string> Words { get; } =
    [
        "220 ", "250 ", "250-", "354 go\r\n", "421 4.3.2 later\r\n", "452 4.2.2 full\r\n", "550 5.1.1 no\r\n", "554 5.7.1 spam\r\n", "250 ok\r\n",
        "PIPELINING\r\n", "250-STARTTLS\r\n", "250-CHUNKING\r\n", "250-8BITMIME\r\n", "250-SMTPUTF8\r\n", "250-SIZE 10\r\n", "LIMITS RCPTMAX=1\r\n",
        "250 DSN\r\n", "\x16\x03\x03\x00\x20", "\x15\x03\x03\x00\x02\x02\x28", "\r\n", "\0", "\x1b[2J",
    ];

    public ulong Run(byte[] input)
    {
        if (input.Length < 2) return 0;
        if (!Listener.Server.IsBound) Listener.Start();
        var inTls = (input[0] & 1) != 0;
        var prologue = inTls ? "220 peer\r\n250-peer\r\n250 STARTTLS\r\n220 go\r\n" : Prologues[input[1] % Prologues.Length];
        var wants = (input[0] & 2) != 0 ? TlsLevel.Encrypt : inTls ? TlsLevel.May : TlsLevel.None;
        using var end = new CancellationTokenSource();
        var peer = PeerAsync(Encoding.ASCII.GetBytes(prologue), input.AsMemory(2), inTls, end.Token);
        var outcome = SendAsync(wants).GetAwaiter().GetResult();
        end.Cancel();
        var said = Must.Text(peer.GetAwaiter().GetResult());
        Check(outcome, prologue + Must.Text(input.AsSpan(2)), said, wants);
        return Must.Shape([(int)wants, outcome.DestinationIsDown ? 1 : 0, .. outcome.Recipients.Select(static one => (int)one.Disposition),
            .. outcome.Recipients.Select(static one => one.Reply.Code), said.Split('\n').Length]);
    }

    private async Task<AttemptOutcome> SendAsync(TlsLevel level)
    {
        var address = (IPEndPoint)Listener.LocalEndpoint;
        await using var pool = new ConnectionPool(Config, TimeProvider.System, NullLogger<ConnectionPool>.Instance);
        var dialer = new SmtpDialer(new PeerVerifier(new FakeCertificates(), TimeProvider.System), TimeProvider.System);
        var agent = new DeliveryAgent(dialer, pool, Config, _metrics, NullLogger<DeliveryAgent>.Instance);
        var route = new Route
        {
            Domain = "lighthouse.test",
            CanonicalDomain = "lighthouse.test",
            Destination = "lighthouse.test",
            Direction = MailDirection.Out,
            Kind = NextHopKind.Mx,
            MxSecurity = DnsSecurity.Insecure,
            Hosts = [new MxHost("mx.lighthouse.test", address.Port, [address.Address], DnsSecurity.Insecure)],
        };
        var decision = new TlsDecision
        {
            Level = level,
            Requirement = new TlsRequirement { Level = level },
            Evidence = [new Evidence("test", "says so")],
            MayFallBackToClear = false,
        };
        return await agent.TryAsync(Message(), route, decision, CancellationToken.None);
    }

    private static QueuedMessage Message() => new()
    {
        Id = new QueueId(4711 << 12),
        Envelope = new Envelope
        {
            ReversePath = new Mailbox("sender", "harbour.test"),
            Recipients = [new Recipient(new Mailbox("a", "lighthouse.test")), new Recipient(new Mailbox("b", "lighthouse.test"))],
        },
        Destination = "lighthouse.test",
        Content = new MemoryContent(Encoding.ASCII.GetBytes(Body)),
        PrefixHeaders = "Received: by gate\r\n"u8.ToArray(),
        Direction = MailDirection.Out,
        Origin = new MessageOrigin("relay", null, null, null, TlsFacts.Clear()),
        ArrivedAt = DateTimeOffset.UnixEpoch,
    };

    // One connection after the other: where TLS breaks, the client calls once more with every cipher.
    private static async Task<byte[]> PeerAsync(byte[] prologue, ReadOnlyMemory<byte> rest, bool inTls, CancellationToken end)
    {
        var heard = new List<byte>();
        try
        {
            while (true)
            {
                using var socket = await Listener.AcceptSocketAsync(end);
                heard.AddRange(await ServeAsync(socket, prologue, rest, inTls));
            }
        }
        catch (OperationCanceledException)
        {
            return [.. heard];
        }
    }

    // Everything is sent at once, so nobody waits for anybody; what the client says is small, and is read when it has closed.
    private static async Task<byte[]> ServeAsync(Socket socket, byte[] prologue, ReadOnlyMemory<byte> rest, bool inTls)
    {
        var heard = new MemoryStream();
        socket.NoDelay = true;
        var buffer = new byte[4096];
        try
        {
            await socket.SendAsync(prologue);
            // A hello of TLS begins with 22; nothing else that the client says does.
            while (inTls && heard.Length < 64 * 1024 && !heard.ToArray().AsSpan().Contains((byte)0x16))
            {
                var read = await socket.ReceiveAsync(buffer);
                if (read == 0) break;
                heard.Write(buffer, 0, read);
            }

            await socket.SendAsync(rest);
            socket.Shutdown(SocketShutdown.Send);
            for (var read = -1; read != 0; heard.Write(buffer, 0, Math.Max(read, 0))) read = await socket.ReceiveAsync(buffer);
        }
        catch (SocketException)
        {
            // Reset, since the client closed over what it had not read: what it said before is what counts.
        }

        return heard.ToArray();
    }

    private static void Check(AttemptOutcome outcome, string peerSaid, string clientSaid, TlsLevel level)
    {
        Must.BeEqual(2, outcome.Recipients.Count, "each recipient has an outcome");
        Must.Hold(outcome.Hosts.Count <= 2, "one host is called again and again");
        foreach (var recipient in outcome.Recipients)
        {
            Must.Hold(recipient.Reply.Code is >= 200 and <= 599, "a reply without a code");
            Must.Hold(recipient.Reply.Lines.Sum(static line => line.Length) <= 64 * 1024, "a reply without an end");
        }

        foreach (var line in clientSaid.Split("\r\n")) Must.Hold(!line.Contains('\n', StringComparison.Ordinal)
            || clientSaid.Contains('\x16', StringComparison.Ordinal), "a command holds a line end");
        var isDelivered = outcome.Recipients.Any(static one => one.Disposition is Disposition.Delivered);
        if (level is not TlsLevel.None)
        {
            Must.Hold(!isDelivered && !clientSaid.Contains("MAIL FROM", StringComparison.Ordinal), "mail without the TLS that is required");
            return;
        }

        if (!isDelivered) return;
        Must.Hold(clientSaid.Contains("..a dot\r\nend\r\n.\r\n", StringComparison.Ordinal)
            || (clientSaid.Contains("BDAT ", StringComparison.Ordinal) && clientSaid.Contains(Body, StringComparison.Ordinal)),
            "delivered, and not all of it was sent");
        Must.Hold(peerSaid.Split('\n').Count(static line => line.StartsWith('2')) >= 5, "delivered, and the peer did not say so");
    }
}
