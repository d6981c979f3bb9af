using Gatepost.Ledger;
using Gatepost.Messages;

namespace Gatepost.Reporting;

/// <summary>What TLS kept, by domain and reason.</summary>
internal static class TroubleRows
{
    /// <summary>What is lost comes first, then what waits, then what came late.</summary>
    public static IEnumerable<TroubleRow> Of(IEnumerable<SummaryLine> lines)
    {
        var rows = new Dictionary<(string, TlsReason), TroubleRow>();
        foreach (var line in lines.Where(static line => line.Leg is MailLeg.Sent or MailLeg.Inward))
        {
            if (line.Fate is MessageFate.Carried or MessageFate.Failed) continue;
            if (line is { Fate: MessageFate.Dropped, Shown.Reason: TlsReason.None }) continue; // it did not wait for TLS
            var key = (line.Domain ?? "", line.Shown.Reason);
            var row = rows.GetValueOrDefault(key) ?? new TroubleRow(key.Item1, key.Reason);
            rows[key] = Plus(row, line) with { Last = line.Last > row.Last ? line.Last : row.Last };
        }

        return rows.Values.OrderByDescending(static row => row.GivenUp + row.Dropped).ThenByDescending(static row => row.Waiting)
            .ThenByDescending(static row => row.DeliveredLater).ThenBy(static row => row.Domain, StringComparer.Ordinal);
    }

    // A message that waited in vain is counted where it was given up, not twice.
    private static TroubleRow Plus(TroubleRow row, SummaryLine line) => line.Fate switch
    {
        MessageFate.FailedForTls => row with { GivenUp = row.GivenUp + line.Messages },
        MessageFate.Dropped => row with { Dropped = row.Dropped + line.Messages },
        MessageFate.WaitsForTls => row with { Waiting = row.Waiting + line.Messages },
        MessageFate.WaitedForTls => row with { DeliveredLater = row.DeliveredLater + line.Messages },
        _ => row,
    };
}
