using System.Globalization;
using System.Text;
using Gatepost.Delivery;
using Gatepost.Messages;
using Gatepost.Protocols.Text;

namespace Gatepost.Dispatch;

/// <summary>
/// One line of the log for those recipients of an attempt that fared alike:
/// <c>to=&lt;a@b.test&gt;, relay=mx.b.test[192.0.2.1]:25, delay=0.3, tls=may:encrypted:TLSv1.3:TLS_AES_256_GCM_SHA384, dsn=2.0.0,
/// status=delivered (250 2.0.0 taken)</c>. Operators know this shape from Postfix.
/// </summary>
internal static class AttemptLine
{
    private const int Named = 5, LongestAddress = 320, LongestReply = 300;

    /// <summary>The lines, normally one: recipients that fared alike share it.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="isLast">The lifetime is over: who is not settled is given up.</param>
    /// <param name="now">The time.</param>
    /// <returns>Each with whether its recipients got nothing, and never will.</returns>
    public static IEnumerable<(bool IsLost, string Line)> Of(Attempt attempt, bool isLast, DateTimeOffset now)
    {
        foreach (var alike in attempt.Outcome.Recipients.GroupBy(o => (o.Disposition, o.Reply, o.Peer)))
        {
            var expired = isLast && alike.Key.Disposition is (Disposition.Deferred or Disposition.Unknown);
            var word = expired ? "expired" : Word(alike.Key.Disposition);
            yield return (expired || alike.Key.Disposition is Disposition.Failed, Write(attempt, [.. alike], word, now));
        }
    }

    private static string Write(Attempt attempt, IReadOnlyList<RecipientOutcome> alike, string status, DateTimeOffset now)
    {
        var line = new StringBuilder(200).Append("to=");
        for (var i = 0; i < Math.Min(alike.Count, Named); i++)
            line.Append(i == 0 ? "<" : ",<").Append(PeerText.Escape(alike[i].Recipient.Address.ToString(), LongestAddress))
                .Append('>');
        if (alike.Count > Named) line.Append(CultureInfo.InvariantCulture, $" and {alike.Count - Named} more");
        var peer = alike[0].Peer;
        var host = attempt.Outcome.Hosts.LastOrDefault(h => h.Peer == peer);
        var reply = alike[0].Reply;
        return line.Append(", relay=").Append(peer ?? "none")
            .Append(CultureInfo.InvariantCulture, $", delay={Math.Max(0, (now - attempt.Message.ArrivedAt).TotalSeconds):0.##}")
            .Append(", tls=").Append(attempt.Decision is { } decision
                ? $"{(host?.Wanted ?? decision.Level).Word()}:{Show(host)}"
                : "undecided")
            .Append(", dsn=").Append(NoticeStatus.Of(alike[0]))
            .Append(", status=").Append(status)
            .Append(" (").Append(PeerText.Escape(reply.ToString(), LongestReply)).Append(')').ToString();
    }

    private static string Word(Disposition disposition) => disposition switch
    {
        Disposition.Delivered => "delivered",
        Disposition.Deferred => "deferred",
        Disposition.Failed => "failed",
        _ => "unknown",
    };

    // Only what carried a transaction was in the clear: where TLS was missed and nothing sent, it says so.
    private static string Show(HostAttempt? host) => host switch
    {
        { Tls: { IsEncrypted: true } tls } =>
            $"{tls.Reached.Word()}:{tls.Protocol}:{tls.CipherSuite}{(host.WithEveryCipher ? ":second-call" : "")}",
        { Outcomes.Count: > 0, Tls.Problem: { } why } => $"clear ({why})",
        { Outcomes.Count: > 0 } => "clear",
        _ => "nothing-sent",
    };
}
