using Gatepost.Protocols.Smtp;

namespace Gatepost.Inbound.Commands;

/// <summary>
/// DATA (RFC 5321 §4.1.1.4) and BDAT (RFC 3030 §2): the content, and the moment in which the message becomes ours.
/// </summary>
internal static class ContentCommands
{
    public static ValueTask Data(SmtpSession session, SmtpCommand command)
    {
        var refusal = !command.Arguments.IsEmpty ? Replies.NoArgumentsAllowed
            : session.Transaction!.Chunks is not null ? Replies.BdatStarted // RFC 3030 §2: never both in one transaction
            : null;
        if (refusal is null) return DataAsync(session, session.Transaction!);
        session.Reply(refusal);
        return default;
    }

    public static ValueTask Bdat(SmtpSession session, SmtpCommand command)
    {
        if (BdatArguments.TryParse(command.Arguments, out var chunk, out var problem)) return BdatAsync(session, chunk);
        // How long the chunk is stays unknown, so its octets would be taken for commands.
        session.ReplyAndClose(Replies.For(problem));
        return default;
    }

    private static async ValueTask DataAsync(SmtpSession session, Transaction transaction)
    {
        var (client, limits) = (session.Client, session.Client.Config.Limits);
        session.Reply(Replies.StartData);
        session.Enter(SessionState.Data);
        var content = session.Room.Acceptance.Open(client, transaction);
        var reader = new ContentReader(limits.MessageSize, limits.ContentLine, client.LineEnds);
        var end = await session.PumpAsync(content, reader.Read).ConfigureAwait(false);
        if (reader.IsTooLarge) content.Refusal ??= Replies.MessageTooLarge(limits.MessageSize);
        if (end is not ContentProgress.EndOfData) return;
        await CompleteAsync(session, transaction).ConfigureAwait(false);
    }

    private static async ValueTask BdatAsync(SmtpSession session, BdatArguments chunk)
    {
        if (RefusalOf(session) is { } refusal)
        {
            await SwallowAsync(session, chunk, refusal).ConfigureAwait(false);
            return;
        }

        var (client, limits, transaction) = (session.Client, session.Client.Config.Limits, session.Transaction!);
        session.Enter(SessionState.Data);
        var content = transaction.Content ?? session.Room.Acceptance.Open(client, transaction);
        var reader = transaction.Chunks ??= new ChunkReader(limits.MessageSize, limits.ContentLine, client.LineEnds);
        reader.Begin(chunk);
        var end = await session.PumpAsync(content, reader.Read).ConfigureAwait(false);
        if (reader.IsTooLarge) content.Refusal ??= Replies.MessageTooLarge(limits.MessageSize);
        if (end is ContentProgress.EndOfData) await CompleteAsync(session, transaction).ConfigureAwait(false);
        else if (end is ContentProgress.EndOfChunk) await GoOnAsync(session, content, chunk).ConfigureAwait(false);
    }

    /// <summary>A chunk that is not the last one: refused at once where the message cannot be taken any more.</summary>
    private static async ValueTask GoOnAsync(SmtpSession session, IncomingContent content, BdatArguments chunk)
    {
        if (Acceptance.RefuseContent(session.Client, content) is not { } refusal)
        {
            session.Enter(SessionState.Recipients);
            session.Reply(Replies.ChunkOk(chunk.Size));
            return;
        }

        session.Reply(refusal);
        await session.EndTransactionAsync().ConfigureAwait(false);
        session.ChunkRefused = true;
    }

    private static SmtpReply? RefusalOf(SmtpSession session) => session.State switch
    {
        _ when session.Client.NeedsTlsFirst => Replies.TlsRequired,
        SessionState.Connected => Replies.NeedHelloFirst,
        SessionState.Greeted => session.ChunkRefused ? Replies.BdatFailed : Replies.NeedMailFirst,
        SessionState.Mail when session.Transaction is { RefusedRecipients: > 0 } => Replies.NoValidRecipients,
        SessionState.Mail => Replies.NeedRcptFirst,
        _ => null,
    };

    /// <summary>RFC 3030 §2: the octets of a refused chunk come all the same, and are discarded.</summary>
    private static async ValueTask SwallowAsync(SmtpSession session, BdatArguments chunk, SmtpReply refusal)
    {
        var reader = new ChunkReader(0);
        reader.Refuse();
        reader.Begin(chunk);
        if (await session.PumpAsync(null, reader.Read).ConfigureAwait(false) is not null) session.Reply(refusal);
    }

    private static async ValueTask CompleteAsync(SmtpSession session, Transaction transaction)
    {
        var (reply, taken) = await session.Room.Acceptance.CompleteAsync(session.Client, transaction).ConfigureAwait(false);
        if (taken) session.MessageTaken();
        session.Reply(reply);
        await session.EndTransactionAsync().ConfigureAwait(false);
    }
}
