using System.Globalization;
using System.Text;
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
    public static IEnumerable<(Disposition Disposition, string Line)> Of(Attempt attempt, DateTimeOffset now)
    {
        var outcomes = attempt.Outcome.Recipients;
        if (outcomes.Count == 1) return [(outcomes[0].Disposition, Write(attempt, outcomes, now))];
        return outcomes.GroupBy(o => (o.Disposition, o.Reply)).Select(g => (g.Key.Disposition, Write(attempt, [.. g], now)));
    }

    private static string Write(Attempt attempt, IReadOnlyList<RecipientOutcome> alike, DateTimeOffset now)
    {
        var line = new StringBuilder(200).Append("to=");
        for (var i = 0; i < Math.Min(alike.Count, Named); i++)
            line.Append(i == 0 ? "<" : ",<").Append(PeerText.Escape(alike[i].Recipient.Address.ToString(), LongestAddress))
                .Append('>');
        if (alike.Count > Named) line.Append(CultureInfo.InvariantCulture, $" and {alike.Count - Named} more");
        var hosts = attempt.Outcome.Hosts;
        var host = hosts.LastOrDefault(h => h.Outcomes.Any(o => o.Disposition == alike[0].Disposition))
            ?? (hosts.Count > 0 ? hosts[^1] : null);
        var reply = alike[0].Reply;
        return line.Append(", relay=").Append(host?.Peer ?? "none")
            .Append(CultureInfo.InvariantCulture, $", delay={Math.Max(0, (now - attempt.Message.ArrivedAt).TotalSeconds):0.##}")
            .Append(", tls=").Append(attempt.Decision?.Level.Word() ?? "none").Append(':').Append(Show(host?.Tls))
            .Append(", dsn=").Append(NoticeStatus.Of(alike[0]))
            .Append(", status=").Append(Word(alike[0].Disposition))
            .Append(" (").Append(PeerText.Escape(reply.ToString(), LongestReply)).Append(')').ToString();
    }

    /// <summary>The word for how it ended.</summary>
    public static string Word(Disposition disposition) => disposition switch
    {
        Disposition.Delivered => "delivered",
        Disposition.Deferred => "deferred",
        Disposition.Failed => "failed",
        _ => "unknown",
    };

    private static string Show(TlsFacts? tls) => tls switch
    {
        null => "untried",
        { IsEncrypted: false } => "clear",
        _ => $"{Word(tls.Reached)}:{tls.Protocol}:{tls.CipherSuite}",
    };

    private static string Word(Assurance assurance) => assurance switch
    {
        Assurance.Clear => "clear",
        Assurance.Encrypted => "encrypted",
        Assurance.HostVerified => "host-verified",
        Assurance.StsVerified => "sts-verified",
        Assurance.DaneVerified => "dane-verified",
        _ => "partner-verified",
    };
}
