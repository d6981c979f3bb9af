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

    public long Failed => Messages - Met;

    /// <summary>Counts one leg.</summary>
    /// <param name="days">How far the lines go back.</param>
    /// <param name="lines">Of the partner's domains.</param>
    /// <param name="leg">Which way.</param>
    /// <param name="level">Held against this.</param>
    public static PartnerHistory Of(int days, IReadOnlyList<SummaryLine> lines, MailLeg leg, TlsLevel level)
    {
        // A message stands in one line as carried; what was given up for TLS was not.
        var counted = lines
            .Where(line => line.Leg == leg && (line.Fate is MessageFate.Carried or MessageFate.FailedForTls)).ToList();
        var unmet = counted.Where(line => line.Fate is MessageFate.FailedForTls || !level.IsMetBy(line.Shown.Proofs));
        var problems = unmet.GroupBy(line => level.WhyNot(line.Shown.Proofs, line.Shown.Reason).Plain())
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
        };
    }
}
