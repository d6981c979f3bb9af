using Gatepost.Configuration;
using Gatepost.Host.Desk;
using Gatepost.Ledger;

namespace Gatepost.Host.Partners;

/// <summary>Asks the ledger about partners.</summary>
internal sealed class PartnerLedger(IDesk desk, TimeProvider clock)
{
    /// <summary>The agreement with what the ledger knows of the last days.</summary>
    public async Task<PartnerRow> LookAsync(PartnerConfig partner, int days, CancellationToken cancellationToken)
    {
        var lines = await LinesAsync(partner, days, cancellationToken);
        return PartnerRow.Of(partner, clock.GetUtcNow()) with
        {
            Sent = partner.CoversOut ? PartnerHistory.Sent(days, lines, partner.Tls.Level) : null,
            Received = partner.CoversIn ? PartnerHistory.Received(days, lines, partner.Inbound.Demand) : null,
        };
    }

    private async Task<IReadOnlyList<SummaryLine>> LinesAsync(
        PartnerConfig partner, int days, CancellationToken cancellationToken)
    {
        var today = Legs.DayOf(clock.GetUtcNow());
        var lines = new List<SummaryLine>();
        foreach (var domain in partner.Domains)
        {
            lines.AddRange(await desk.SummarizeAsync(new SummaryQuery
            {
                Since = today.AddDays(1 - days),
                Until = today.AddDays(1),
                Group = SummaryGroup.Domain,
                Domain = domain,
            }, cancellationToken));
        }

        return lines;
    }
}
