using Gatepost.Configuration;
using Gatepost.Ledger;
using Gatepost.Messages;

namespace Gatepost.Host.Partners;

/// <summary>What the ledger knows of mail with a partner, held against a level.</summary>
internal sealed record PartnerHistory
{
    /// <summary>So many days back.</summary>
    public required int Days { get; init; }

    public required long Messages { get; init; }

    /// <summary>Those that met the level.</summary>
    public required long Met { get; init; }

    /// <summary>Why the others did not, most first.</summary>
    public required IReadOnlyList<ReasonCount> Problems { get; init; }

    public DateTimeOffset? Last { get; init; }

    /// <summary>Tries of theirs that were refused; they are among the messages. 0 for mail to them.</summary>
    public long Refused { get; init; }

    public long Failed => Messages - Met;

    /// <summary>Mail to the partner, held against a level.</summary>
    /// <param name="days">How far the lines go back.</param>
    /// <param name="lines">Of the partner's domains.</param>
    /// <param name="level">Held against this.</param>
    public static PartnerHistory Sent(int days, IReadOnlyList<SummaryLine> lines, TlsLevel level) => Of(
        days,
        [.. lines.Where(static line => line is { Leg: MailLeg.Sent, Fate: MessageFate.Carried or MessageFate.FailedForTls })],
        line => line.Fate is MessageFate.FailedForTls || !level.IsMetBy(line.Shown.Proofs)
            ? level.WhyNot(line.Shown.Proofs, line.Shown.Reason).Plain()
            : null);

    /// <summary>Mail from the partner, held against what it must prove.</summary>
    /// <param name="days">How far the lines go back.</param>
    /// <param name="lines">Of the partner's domains.</param>
    /// <param name="demand">Held against this.</param>
    public static PartnerHistory Received(int days, IReadOnlyList<SummaryLine> lines, InboundDemand demand) => Of(
        days,
        [.. lines.Where(static line => line is { Leg: MailLeg.Received, Fate: MessageFate.Carried or MessageFate.Refused })],
        line => WhyRefused(demand, line.Shown));

    private static string? WhyRefused(InboundDemand demand, TlsShown shown) => (demand, shown) switch
    {
        (InboundDemand.None, _) => null,
        (_, { Reached: Assurance.Clear, Reason: TlsReason.None }) => TlsReason.NotUsed.Plain(),
        (_, { Reached: Assurance.Clear }) => shown.Reason.Plain(),
        (InboundDemand.Tls, _) or (_, { Reached: Assurance.PartnerVerified }) => null,
        (_, { Reason: TlsReason.None }) => "nobody asked for a client certificate then",
        _ => shown.Reason.Plain(),
    };

    // A message stands in one line as carried; what was given up for TLS was not.
    private static PartnerHistory Of(int days, IReadOnlyList<SummaryLine> counted, Func<SummaryLine, string?> whyNot)
    {
        var problems = counted.Select(line => (Line: line, Why: whyNot(line))).Where(static pair => pair.Why is not null)
            .GroupBy(static pair => pair.Why!, static pair => pair.Line)
            .Select(group => new ReasonCount(group.Key, group.Sum(static line => line.Messages)))
            .OrderByDescending(static count => count.Messages).ToList();
        var messages = counted.Sum(static line => line.Messages);
        return new()
        {
            Days = days,
            Messages = messages,
            Met = messages - problems.Sum(static count => count.Messages),
            Problems = problems,
            Last = counted.Count == 0 ? null : counted.Max(static line => line.Last),
            Refused = counted.Where(static line => line.Fate is MessageFate.Refused).Sum(static line => line.Messages),
        };
    }
}
