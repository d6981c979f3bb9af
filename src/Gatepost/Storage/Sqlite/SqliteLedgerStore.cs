using Gatepost.Diagnostics;
using Gatepost.Ledger;
using Gatepost.Storage.Files;
using Microsoft.Extensions.Logging;

namespace Gatepost.Storage.Sqlite;

/// <summary>The embedded ledger: <c>ledger.db</c> in the data folder. Several processes may have it open.</summary>
public sealed class SqliteLedgerStore : ILedgerStore, IAsyncDisposable
{
    private readonly string _path;
    private readonly SqliteWriter<LedgerRows> _writer;

    private SqliteLedgerStore(string path, StoreTools tools)
    {
        _path = path;
        _writer = new(new(path, LedgerSchema.For(tools), static database => new LedgerRows(database), static () => { }, tools));
    }

    /// <summary>Opens the ledger in a data folder, making both where they are not there.</summary>
    /// <exception cref="StorageException">It cannot be written, is damaged, or is of a newer program.</exception>
    public static SqliteLedgerStore Open(
        string dataDirectory, TimeProvider time, ILogger<SqliteLedgerStore> logger, SpoolMetrics metrics)
    {
        try
        {
            DurableFile.CreatePrivateFolder(dataDirectory);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StorageException(dataDirectory, "it cannot be made", "Make it for the user that Gatepost runs as", e);
        }

        return new(Path.Combine(dataDirectory, DataFiles.Ledger), new StoreTools(time, logger, metrics));
    }

    /// <inheritdoc />
    public Task RecordAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return entries.Count == 0 ? Task.CompletedTask : _writer.WriteAsync(new AppendWork(entries));
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<LedgerEntry>> QueryAsync(LedgerQuery query, CancellationToken cancellationToken) => Task.Run(() =>
    {
        // Queries are rare and may be long: each has a connection of its own, and none waits for another.
        using var reader = new LedgerReader(_path);
        return reader.Query(query, cancellationToken);
    }, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<SummaryLine>> SummarizeAsync(SummaryQuery query, CancellationToken cancellationToken) =>
        Task.Run(() =>
        {
            using var reader = new LedgerReader(_path);
            return reader.Summarize(query, cancellationToken);
        }, cancellationToken);

    /// <inheritdoc />
    public async Task<long> TrimAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var total = 0L;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // One small transaction after the other, between which mail goes on.
            var some = new TrimWork(before.ToUnixTimeMilliseconds());
            await _writer.WriteAsync(some);
            if (some.Count == 0) return total;
            total += some.Count;
        }
    }

    /// <inheritdoc />
    public async Task<long> TrimSummaryAsync(DateOnly before, CancellationToken cancellationToken)
    {
        var total = 0L;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var day = new TrimSummaryWork(before);
            await _writer.WriteAsync(day);
            if (day.Count == 0) return total;
            total += day.Count;
        }
    }

    /// <summary>Writes what was handed in, then closes the file.</summary>
    public ValueTask DisposeAsync() => _writer.DisposeAsync();
}
