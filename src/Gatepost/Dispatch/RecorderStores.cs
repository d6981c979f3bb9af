using Gatepost.Diagnostics;
using Gatepost.Ledger;
using Gatepost.Spool;

namespace Gatepost.Dispatch;

/// <summary>What attempts are written to, and by which clock and dice.</summary>
internal sealed record RecorderStores(ILedger Ledger, ISpool Spool, TimeProvider Time, Random Random)
{
    private const int Parts = 24;

    /// <summary>Says whether the clock is to be believed; null: it is.</summary>
    public ClockWatch? Clock { get; init; }

    /// <summary>What the clock is believed now, about mail of this lifetime.</summary>
    public ClockTrust Trust(TimeSpan lifetime)
    {
        var enough = lifetime / Parts < ClockWatch.Trial ? lifetime / Parts : ClockWatch.Trial;
        return Clock is null ? ClockTrust.Whole : new(Clock.IsProvenFor(enough), Clock.IsSteadyFor(enough));
    }
}
