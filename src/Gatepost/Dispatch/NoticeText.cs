using System.Text;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.Protocols.Text;

namespace Gatepost.Dispatch;

/// <summary>The first part of a notice: what happened, in plain words, for whoever wrote the message.</summary>
internal static class NoticeText
{
    private const int LongestReply = 400, LongestSubject = 100, NamedRecipients = 50;

    public static string Subject(NoticeContext notice) => notice.Action switch
    {
        NoticeAction.Failed => "Not delivered: your message has come back",
        NoticeAction.Delayed when IsHeld(notice) => "Held: your message waits for encryption, and for a decision",
        NoticeAction.Delayed when IsPolicy(notice) => "Delayed: your message waits for encryption",
        NoticeAction.Delayed => "Delayed: your message is still on its way",
        _ => "Handed on: your message has left for its recipient",
    };

    public static string Write(NoticeContext notice)
    {
        var text = new StringBuilder(1024);
        NoticeLines.Fold(text, "", $"This is the mail gateway {notice.Hostname}.");
        text.Append("\r\n");
        NoticeLines.Fold(text, "", Opening(notice));
        foreach (var line in notice.Lines.Take(NamedRecipients)) WriteRecipient(text, line);
        if (notice.Lines.Count > NamedRecipients)
            text.Append("\r\n  and ").Append(notice.Lines.Count - NamedRecipients)
                .Append(" more, which the report below names\r\n");
        text.Append("\r\n");
        NoticeLines.Fold(text, "", Closing(notice));
        text.Append("\r\n");
        NoticeLines.Fold(text, "", $"Questions? Write to {notice.Postmaster} and name the message {notice.Message.Id}. "
            + "The report for programs, and what you sent, follow.");
        return text.ToString();
    }

    private static string Opening(NoticeContext notice)
    {
        var subject = notice.Subject is { } words ? $" \"{PeerText.Escape(words, LongestSubject)}\"" : "";
        var message = $"Your message{subject} of {MailDate.Format(notice.Message.ArrivedAt)}";
        return notice.Action switch
        {
            NoticeAction.Failed => $"{message} could not be delivered to:",
            NoticeAction.Delayed => $"{message} has not been delivered yet to:",
            _ => $"{message} was handed on for:",
        };
    }

    private static string Closing(NoticeContext notice) => notice.Action switch
    {
        NoticeAction.Failed => "It will not be tried again for anyone named above.",
        NoticeAction.Delayed when IsHeld(notice) =>
            "There is no need to send it again: it is held here, and not tried by itself. "
            + $"Our postmaster can release it, or let this one message go without what is missing: write to {notice.Postmaster}.",
        NoticeAction.Delayed when IsPolicy(notice) =>
            $"There is no need to send it again: it is tried until {MailDate.Format(notice.RetryUntil)}, and goes as soon as the "
            + "receiving side meets what is asked of it. If it does not by then, your message comes back to you. If it cannot "
            + "wait, our postmaster can let this one message go without what is missing.",
        NoticeAction.Delayed =>
            $"There is no need to send it again: it is tried until {MailDate.Format(notice.RetryUntil)}. "
            + "If it cannot be delivered by then, you will be told.",
        _ => "The server that took it sends no confirmations, so this is the last that you hear, unless it fails further on.",
    };

    private static bool IsHeld(NoticeContext notice) => notice.Lines.Any(static line => line.IsHeld);

    private static bool IsPolicy(NoticeContext notice) => notice.Lines.All(static line => line.IsPolicy);

    private static void WriteRecipient(StringBuilder text, NoticeLine line)
    {
        text.Append("\r\n  ").Append(PeerText.Escape(line.Outcome.Recipient.Address.ToString(), 320)).Append("\r\n\r\n");
        var reply = PeerText.Escape(line.Outcome.Reply.ToString(), LongestReply);
        var said = line.Outcome.RemoteHost is { } host
            ? $"{PeerText.Escape(host)} answered: {reply}"
            : PeerText.Escape(line.Outcome.Reply.Text, LongestReply);
        NoticeLines.Fold(text, line.Action is NoticeAction.Relayed ? "    Taken:   " : "    Reason:  ", said);
        if (line.Action is NoticeAction.Relayed) return;

        // Where its time is over, the words are about what stood in the way all that time.
        var status = line.IsExpired ? NoticeStatus.Of(line.Outcome) : line.Status;
        var (meaning, remedy) = NoticeWords.For(status, line.Outcome.IsTlsProblem);
        NoticeLines.Fold(text, "    Meaning: ", meaning);
        if (line.IsExpired) NoticeLines.Fold(text, "             ", "It was tried again and again, and its time is over now.");
        if (line.Outcome.Disposition is Disposition.Unknown)
            NoticeLines.Fold(
                text, "             ", "The server may have taken the message all the same: its last reply was lost.");
        NoticeLines.Fold(text, "    To do:   ", remedy);
    }
}
