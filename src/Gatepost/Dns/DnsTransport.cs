using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Gatepost.Protocols.Dns;

namespace Gatepost.Dns;

/// <summary>
/// Carries one question to one resolver and its answer back: over UDP, and over TCP where it does not fit (RFC 7766 §5). What the
/// network does wrong is a value.
/// </summary>
/// <remarks>
/// An answer counts only if it comes from the address and port that was asked, to the port that asked, and repeats the number and
/// the question (RFC 5452 §9.1): the bit that says "proven" is worth no more than the certainty of who said it. The socket is
/// connected, so that the kernel keeps away what others send, and tells at once when nobody is there.
/// </remarks>
internal sealed class DnsTransport(TimeProvider time)
{
    // RFC 9715 and the flag day of 2020: larger datagrams are lost to fragmentation.
    private const ushort LargestDatagram = 1232;

    /// <summary>Asks once.</summary>
    public Task<DnsExchange> AskAsync(IPEndPoint server, DnsQuestion question, TimeSpan timeout) =>
        AskAsync(server, question, withSignatures: false, timeout);

    /// <summary>Asks once.</summary>
    public async Task<DnsExchange> AskAsync(IPEndPoint server, DnsQuestion question, bool withSignatures, TimeSpan timeout)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        try
        {
            byte[] Write(ushort id) => question.Write(id, LargestDatagram, withSignatures);
            var exchange = await OverUdpAsync(server, question, Write, deadline.Token);
            return exchange.Message is { IsTruncated: true }
                ? await OverTcpAsync(server, question, Write, deadline.Token)
                : exchange;
        }
        catch (OperationCanceledException)
        {
            return new(null, DnsFailure.Silent);
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            return new(null, DnsFailure.Unreachable);
        }
    }

    private static async Task<DnsExchange> OverUdpAsync(
        IPEndPoint server, DnsQuestion question, Func<ushort, byte[]> write, CancellationToken cancellationToken)
    {
        var id = RandomId();
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server, cancellationToken);
        await socket.SendAsync(write(id), cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        try
        {
            while (true)
            {
                var length = await socket.ReceiveAsync(buffer, cancellationToken);
                var isReadable = DnsMessage.TryRead(buffer.AsSpan(0, length), out var message);
                // Whatever else comes is not for us; the answer may still be on its way.
                if (isReadable && message!.IsAnswerTo(id, question)) return new(message, DnsFailure.None);
                if (!isReadable && HasId(buffer.AsSpan(0, length), id)) return new(null, DnsFailure.Malformed);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<DnsExchange> OverTcpAsync(
        IPEndPoint server, DnsQuestion question, Func<ushort, byte[]> write, CancellationToken cancellationToken)
    {
        var id = RandomId();
        using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server, cancellationToken);
        await using var stream = new NetworkStream(socket);
        var query = write(id);
        var framed = new byte[2 + query.Length]; // RFC 1035 §4.2.2: two octets of length before each message
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)query.Length);
        query.CopyTo(framed, 2);
        await stream.WriteAsync(framed, cancellationToken);

        var size = new byte[2];
        await stream.ReadExactlyAsync(size, cancellationToken);
        var answer = new byte[BinaryPrimitives.ReadUInt16BigEndian(size)];
        await stream.ReadExactlyAsync(answer, cancellationToken);
        return DnsMessage.TryRead(answer, out var message) && message.IsAnswerTo(id, question) && !message.IsTruncated
            ? new(message, DnsFailure.None)
            : new(null, DnsFailure.Malformed);
    }

    private static bool HasId(ReadOnlySpan<byte> message, ushort id) =>
        message.Length >= 2 && BinaryPrimitives.ReadUInt16BigEndian(message) == id;

    private static ushort RandomId() => (ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue + 1);
}
