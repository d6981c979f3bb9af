namespace Gatepost.Storage.Sqlite;

/// <summary>The id of a ledger row: 43 bits of milliseconds since 1970, 20 bits of a counter.</summary>
internal static class LedgerKey
{
    private const int CounterBits = 20;

    /// <summary>The id of a row of this time; of the counter the low bits count.</summary>
    public static long Of(long milliseconds, long counter) => First(milliseconds) | (counter & ((1L << CounterBits) - 1));

    /// <summary>The lowest id of this time.</summary>
    public static long First(long milliseconds) => Math.Clamp(milliseconds, 0, (1L << 43) - 1) << CounterBits;

    public static DateTimeOffset TimeOf(long id) => DateTimeOffset.FromUnixTimeMilliseconds(id >> CounterBits);
}
