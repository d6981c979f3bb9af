using Gatepost.Protocols.Smtp;

namespace Gatepost.Inbound.Commands;

/// <summary>MAIL and RCPT (RFC 5321 §4.1.1.2, §4.1.1.3): the envelope.</summary>
internal static class MailCommands
{
    public static ValueTask Mail(SmtpSession session, SmtpCommand command)
    {
        var client = session.Client;
        if (client.NeedsLogin) session.Reply(Replies.AuthRequired); // RFC 4954 §6: 530 5.7.0; RFC 6409 §3.3
        else if (!MailArguments.TryParse(command.Arguments, out var mail, out var problem)) session.Reply(Replies.For(problem));
        else if (!session.MayBeginMessage) session.ReplyAndClose(Replies.TooManyMessages(client.Config.Hostname));
        else return MailAsync(session, mail);
        return default;
    }

    private static async ValueTask MailAsync(SmtpSession session, MailArguments mail)
    {
        if (await session.Room.Acceptance.RefuseSenderAsync(session.Client, mail).ConfigureAwait(false) is { } refusal)
        {
            session.Reply(refusal);
            return;
        }

        session.Begin(new Transaction(mail));
        session.Reply(Replies.SenderOk);
    }

    public static ValueTask Rcpt(SmtpSession session, SmtpCommand command)
    {
        var transaction = session.Transaction!;
        var problem = SyntaxProblem.None;
        // Inside a chunked message only BDAT and RSET make sense (RFC 3030 §2).
        if (transaction.Chunks is not null) session.Reply(Replies.BdatStarted);
        else if (RcptArguments.TryParse(command.Arguments, transaction.Mail.SmtpUtf8, out var rcpt, out problem))
            return RcptAsync(session, transaction, rcpt);
        else Refuse(session, transaction, Replies.For(problem));
        return default;
    }

    private static async ValueTask RcptAsync(SmtpSession session, Transaction transaction, RcptArguments rcpt)
    {
        var acceptance = session.Room.Acceptance;
        var refusal = await acceptance.AddRecipientAsync(session.Client, transaction, rcpt, session.Closed).ConfigureAwait(false);
        if (refusal is not null)
        {
            Refuse(session, transaction, refusal);
            return;
        }

        // One good address takes one bad one back: a long list with some dead addresses gets through, a harvester does not.
        if (session.Errors > 0) session.Errors--;
        session.Enter(SessionState.Recipients);
        session.Reply(Replies.MailboxOk);
    }

    private static void Refuse(SmtpSession session, Transaction transaction, SmtpReply refusal)
    {
        transaction.RefusedRecipients++;
        session.Reply(refusal);
    }
}
