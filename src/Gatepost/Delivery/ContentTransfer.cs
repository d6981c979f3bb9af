using System.Buffers;
using Gatepost.Configuration;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Delivery;

/// <summary>
/// Sends the content of one message, once the peer awaits it: as chunks of stated length (RFC 3030), or as lines that end with
/// a single dot (RFC 5321 §4.1.1.4). The octets are those that were stored; nothing is rewritten.
/// </summary>
internal sealed class ContentTransfer(SmtpConnection connection, OutgoingMail mail, TimeoutsConfig timeouts)
{
    private const int BlockSize = 64 * 1024;
    private const long ChunkSize = 1024 * 1024;

    // A peer that refuses in the middle may say why before it closes.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    /// <summary>After 354: the content, the final dot, and the reply to it.</summary>
    /// <exception cref="IOException">The content cannot be read.</exception>
    /// <exception cref="InvalidDataException">The content holds what must never be sent: give up the connection.</exception>
    public async ValueTask<Heard> SendLinesAsync(CancellationToken cancellationToken)
    {
        var stuffer = new DotStuffer();
        using var wire = new WireBuffer(FirstBlock());
        stuffer.Write(mail.PrefixHeaders.Span, wire);
        if (mail.Content.TryGetMemory(out var octets))
        {
            stuffer.Write(octets.Span, wire);
        }
        else
        {
            await using var stream = await mail.Content.OpenReadAsync(cancellationToken);
            var block = ArrayPool<byte>.Shared.Rent(BlockSize);
            try
            {
                while (await stream.ReadAsync(block, cancellationToken) is var read and > 0)
                {
                    stuffer.Write(block.AsSpan(0, read), wire);
                    if (await FlushAsync(wire) is { } failure) return await LastWordsAsync(failure);
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(block);
            }
        }

        stuffer.Finish(wire);
        return await EndAsync(wire);
    }

    /// <summary>The content as BDAT chunks, and the reply to the last one.</summary>
    /// <exception cref="IOException">The content cannot be read, or is shorter than it was said to be.</exception>
    public async ValueTask<Heard> SendChunksAsync(CancellationToken cancellationToken)
    {
        if (mail.Content.TryGetMemory(out var octets))
        {
            using var wire = new WireBuffer(FirstBlock());
            CommandWriter.WriteBdat(wire, new BdatArguments(mail.Length, IsLast: true));
            wire.Write(mail.PrefixHeaders.Span);
            wire.Write(octets.Span);
            return await EndAsync(wire);
        }

        await using var stream = await mail.Content.OpenReadAsync(cancellationToken);
        return await SendChunksAsync(stream, cancellationToken);
    }

    private async ValueTask<Heard> SendChunksAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var wire = new WireBuffer(BlockSize + mail.PrefixHeaders.Length);
        for (var left = mail.Length; ;)
        {
            var chunk = Math.Min(left, Math.Max(ChunkSize, mail.PrefixHeaders.Length));
            var isLast = chunk == left;
            CommandWriter.WriteBdat(wire, new BdatArguments(chunk, isLast));
            var isFirst = left == mail.Length;
            if (isFirst) wire.Write(mail.PrefixHeaders.Span);
            left -= chunk;

            for (var due = chunk - (isFirst ? mail.PrefixHeaders.Length : 0); due > 0;)
            {
                var room = wire.GetMemory(BlockSize)[..(int)Math.Min(due, BlockSize)];
                await stream.ReadExactlyAsync(room, cancellationToken);
                wire.Advance(room.Length);
                due -= room.Length;
                if ((due > 0 || !isLast) && await FlushAsync(wire) is { } failure) return await LastWordsAsync(failure);
            }

            if (isLast) return await EndAsync(wire);

            // RFC 3030 §2: after a chunk that was refused no other is sent. The connection is not used again.
            if (await FlushAsync(wire) is { } broken) return await LastWordsAsync(broken);
            var heard = await connection.ReadReplyAsync(ConversationStage.Content, timeouts.DataBlock);
            if (heard.Refused(ConversationStage.Content) is { } refused) return new(null, refused);
        }
    }

    // What lies in memory goes out in one write; a dot to double in every 64 octets is more than mail has.
    private int FirstBlock() =>
        mail.Content.TryGetMemory(out var octets)
            ? octets.Length + mail.PrefixHeaders.Length + (octets.Length / 64) + 64
            : BlockSize + (BlockSize / 8);

    private async ValueTask<ConversationFailure?> FlushAsync(WireBuffer wire)
    {
        if (wire.Length == 0) return null;
        var failure = await connection.WriteAsync(ConversationStage.Content, wire.Written, timeouts.DataBlock);
        wire.Clear();
        return failure;
    }

    private async ValueTask<Heard> EndAsync(WireBuffer wire)
    {
        if (await FlushAsync(wire) is { } failure) return await LastWordsAsync(failure);
        var heard = await connection.ReadReplyAsync(ConversationStage.FinalReply, timeouts.FinalReply);
        return heard.Refused(ConversationStage.FinalReply) is { } refused ? new(null, refused) : heard;
    }

    private async ValueTask<Heard> LastWordsAsync(ConversationFailure failure)
    {
        var heard = await connection.ReadReplyAsync(ConversationStage.Content, LastWords);
        if (heard.Reply is not { } reply || FailurePolicy.KindOf(reply) is FailureKind.Malformed) return new(null, failure);
        return new(null, new ConversationFailure(ConversationStage.Content, FailurePolicy.KindOf(reply), reply));
    }
}
