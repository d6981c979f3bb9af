using System.Diagnostics;
using Gatepost.Diagnostics;
using Gatepost.Ledger;
using Gatepost.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatepost.Bench;

/// <summary>
/// Fills a ledger with many rows through the store that the program uses, and says what it cost: <c>--ledger FOLDER --rows N
/// [--days D] [--domains N]</c>. What a report on it takes is then measured with the program itself (docs/performance.md).
/// </summary>
internal static class LedgerFill
{
    private const int AtOnce = 1000, Seed = 20261123;

    public static async Task RunAsync(string folder, long rows, int days, int domains)
    {
        var end = new DateTimeOffset(DateTime.UtcNow.Date, TimeSpan.Zero).AddDays(1);
        var world = new LedgerWorld(domains, Seed);
        // Short nights make the weeks some three in a hundred longer than they should be; nothing may lie in the future.
        var clock = new Workdays(end.AddDays(-days * 1.04), days, rows * 10 / 21, Seed);
        using var meters = new NoMeters();
        var opening = Stopwatch.StartNew();
        await using var store = SqliteLedgerStore.Open(
            folder, TimeProvider.System, NullLogger<SqliteLedgerStore>.Instance, new SpoolMetrics(meters));
        Console.WriteLine($"opened in {opening.Elapsed.TotalSeconds:N1} s");
        if (rows == 0) return;
        var (batch, written, told) = (new List<LedgerEntry>(AtOnce + 8), 0L, 0L);
        var (watch, cpu) = (new Stopwatch(), TimeSpan.Zero);
        while (written < rows)
        {
            batch.Clear();
            while (batch.Count < AtOnce) batch.AddRange(world.Message(clock.Next()));
            var before = Environment.CpuUsage.TotalTime;
            watch.Start();
            await store.RecordAsync(batch, CancellationToken.None);
            watch.Stop();
            cpu += Environment.CpuUsage.TotalTime - before;
            written += batch.Count;
            if (written - told < 1_000_000) continue;
            told = written;
            Console.Error.WriteLine($"{written,12:N0} rows, {written / watch.Elapsed.TotalSeconds,8:N0}/s, "
                + $"{cpu.TotalMicroseconds / written:N1} µs CPU a row, {Size(folder) / 1048576.0:N0} MiB");
        }

        Console.WriteLine($"{written:N0} rows of {days} days, {domains:N0} domains: {watch.Elapsed.TotalSeconds:N1} s, "
            + $"{cpu.TotalMicroseconds / written:N1} µs CPU a row, {Size(folder) / (double)written:N0} octets a row");
    }

    private static long Size(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("ledger.db").Sum(static file => file.Length);
}
