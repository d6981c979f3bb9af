using Gatepost.Protocols.Smtp;

namespace Gatepost.Inbound.Commands;

/// <summary>The commands that carry no mail (RFC 5321 §4.1.1.5 to §4.1.1.10).</summary>
internal static class PlainCommands
{
    /// <summary>RSET: the transaction is given up, the greeting holds.</summary>
    public static ValueTask Rset(SmtpSession session, SmtpCommand command) =>
        command.Arguments.IsEmpty ? RsetAsync(session) : Answer(session, Replies.NoArgumentsAllowed);

    /// <summary>NOOP: whatever stands behind it is ignored (RFC 5321 §4.1.1.9).</summary>
    public static ValueTask Noop(SmtpSession session) => Answer(session, Replies.Ok);

    /// <summary>VRFY tells nobody who exists (RFC 5321 §7.3).</summary>
    public static ValueTask Vrfy(SmtpSession session, SmtpCommand command) =>
        Answer(session, command.Arguments.IsEmpty ? Replies.ArgumentNeeded : Replies.CannotVerify);

    /// <summary>EXPN: we have no lists.</summary>
    public static ValueTask Expn(SmtpSession session) => Answer(session, Replies.NotImplemented);

    /// <summary>HELP</summary>
    public static ValueTask Help(SmtpSession session) => Answer(session, Replies.Help);

    /// <summary>QUIT: what was not completed is given up, then we close (RFC 5321 §4.1.1.10).</summary>
    public static ValueTask Quit(SmtpSession session, SmtpCommand command)
    {
        if (!command.Arguments.IsEmpty) return Answer(session, Replies.NoArgumentsAllowed);
        session.ReplyAndClose(Replies.Goodbye(session.Client.Config.Hostname));
        return default;
    }

    private static async ValueTask RsetAsync(SmtpSession session)
    {
        await session.EndTransactionAsync().ConfigureAwait(false);
        session.ChunkRefused = false;
        session.Reply(Replies.Ok);
    }

    private static ValueTask Answer(SmtpSession session, SmtpReply reply)
    {
        session.Reply(reply);
        return default;
    }
}
