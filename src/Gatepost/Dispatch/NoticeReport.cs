using System.Text;
using Gatepost.Protocols.Smtp;
using Gatepost.Protocols.Text;

namespace Gatepost.Dispatch;

/// <summary>
/// The second part of a notice, for programs: a group of fields about the message, and one about each recipient (RFC 3464 §2).
/// It is ASCII throughout, so that the notice needs no SMTPUTF8 of those who carry it.
/// </summary>
internal static class NoticeReport
{
    private const int LongestDiagnostic = 700, LongestValue = 960;

    public static string Write(NoticeContext notice)
    {
        var report = new StringBuilder(512);
        // RFC 3464 §2.2; Original-Envelope-Id where ENVID was given, and only there (RFC 3461 §6.3).
        if (notice.Message.Envelope.EnvelopeId is { } id) Field(report, "Original-Envelope-Id", NoticeLines.Ascii(id));
        Field(report, "Reporting-MTA", "dns; " + NoticeLines.Ascii(notice.Hostname));
        if (notice.Message.Origin.Helo is { } helo)
            Field(report, "Received-From-MTA", "dns; " + NoticeLines.Ascii(PeerText.Escape(helo)));
        Field(report, "Arrival-Date", MailDate.Format(notice.Message.ArrivedAt));
        foreach (var line in notice.Lines)
        {
            report.Append("\r\n");
            WriteRecipient(report, notice, line);
        }

        return report.ToString();
    }

    private static void WriteRecipient(StringBuilder report, NoticeContext notice, NoticeLine line)
    {
        var outcome = line.Outcome;
        if (NoticeLines.OriginalRecipient(outcome.Recipient) is { } original) Field(report, "Original-Recipient", original);
        Field(report, "Final-Recipient", NoticeLines.Typed(outcome.Recipient.Address));
        Field(report, "Action", line.Action switch
        {
            NoticeAction.Failed => "failed",
            NoticeAction.Delayed => "delayed",
            _ => "relayed",
        });
        Field(report, "Status", line.Status.ToString());
        if (outcome.RemoteHost is { } host) Field(report, "Remote-MTA", "dns; " + NoticeLines.Ascii(PeerText.Escape(host)));
        // RFC 3464 §2.3.6: what the peer said in its own words; what we say of ourselves has a type of its own.
        var type = outcome.RemoteHost is null ? "x-gatepost" : "smtp";
        Field(report, "Diagnostic-Code",
            $"{type}; {NoticeLines.Ascii(PeerText.Escape(outcome.Reply.ToString(), LongestDiagnostic))}");
        Field(report, "Last-Attempt-Date", MailDate.Format(notice.Now));
        Field(report, "Final-Log-Id", notice.Message.Id.ToString());
        // RFC 3464 §2.3.9: for delayed recipients only.
        if (line is { Action: NoticeAction.Delayed, IsHeld: false })
            Field(report, "Will-Retry-Until", MailDate.Format(notice.RetryUntil));
    }

    // RFC 5322 §2.1.1: no line over 998 characters.
    private static void Field(StringBuilder report, string name, string value) =>
        report.Append(name).Append(": ").Append(value.AsSpan(0, Math.Min(value.Length, LongestValue))).Append("\r\n");
}
