using System.Text;
using Gatepost.Diagnostics;
using Gatepost.Protocols.MtaSts;
using Gatepost.Storage.Files;
using Gatepost.TlsPolicy.Sts;
using Microsoft.Extensions.Logging;

namespace Gatepost.Storage.Sqlite;

/// <summary>
/// What is remembered of others: <c>state.db</c> in the data folder. Nothing in it is owed to anybody, so a file that is damaged
/// is put aside and begun anew; what can be read of it is not believed either.
/// </summary>
public sealed partial class SqliteStateStore : IStsPolicyStore, IAsyncDisposable
{
    private const string Columns = "domain, id, policy, fetched_at, refresh_at";

    private readonly SqliteWriter<StateRows> _writer;
    private readonly SqliteDatabase _reader;
    private readonly SqliteStatement _find, _findDue;
    private readonly Lock _reading = new();

    private SqliteStateStore(string path, StoreTools tools)
    {
        _writer = new(new(path, StateSchema.Versions, static database => new StateRows(database), static () => { }, tools));
        try
        {
            _reader = SqliteDatabase.OpenReader(path);
            _find = _reader.Prepare($"SELECT {Columns} FROM sts_policy WHERE domain = ?1");
            _findDue = _reader.Prepare(
                $"SELECT {Columns} FROM sts_policy WHERE refresh_at <= ?1 OR fetched_at > ?1 ORDER BY refresh_at LIMIT ?2");
        }
        catch
        {
            _writer.Close();
            throw;
        }
    }

    /// <summary>Opens the memory in a data folder, making both where they are not there.</summary>
    /// <exception cref="StorageException">It cannot be written, or is of a newer program.</exception>
    public static SqliteStateStore Open(
        string dataDirectory, TimeProvider time, ILogger<SqliteStateStore> logger, SpoolMetrics metrics)
    {
        DurableFile.CreatePrivateFolder(dataDirectory);
        var path = Path.Combine(dataDirectory, DataFiles.State);
        var tools = new StoreTools(time, logger, metrics);
        try
        {
            Examine(path);
            return new(path, tools);
        }
        catch (StorageException problem) when (problem.IsDamaged)
        {
            LogDamaged(logger, path);
            PutAside(path);
            return new(path, tools);
        }
    }

    /// <inheritdoc />
    public Task<StoredStsPolicy?> FindAsync(string domain, CancellationToken cancellationToken)
    {
        lock (_reading)
        {
            _find.Bind(1, domain);
            try
            {
                return Task.FromResult(_find.Step() ? Read(_find) : null);
            }
            finally
            {
                _find.Reset();
            }
        }
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<StoredStsPolicy>> FindDueAsync(DateTimeOffset now, int most, CancellationToken cancellationToken)
    {
        var due = new List<StoredStsPolicy>();
        lock (_reading)
        {
            _findDue.Bind(1, now.ToUnixTimeMilliseconds()).Bind(2, most);
            try
            {
                while (_findDue.Step())
                    if (Read(_findDue) is { } policy) due.Add(policy);
            }
            finally
            {
                _findDue.Reset();
            }
        }

        return Task.FromResult<IReadOnlyList<StoredStsPolicy>>(due);
    }

    /// <inheritdoc />
    public Task SaveAsync(StoredStsPolicy policy, CancellationToken cancellationToken) =>
        _writer.WriteAsync(new SavePolicyWork(policy));

    /// <inheritdoc />
    public Task RemoveExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        _writer.WriteAsync(new ExpirePoliciesWork(now.ToUnixTimeMilliseconds()));

    /// <summary>Writes what was handed in, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        lock (_reading)
        {
            _find.Dispose();
            _findDue.Dispose();
            _reader.Dispose();
        }
    }

    // What does not read as a policy is none.
    private static StoredStsPolicy? Read(SqliteStatement row) =>
        StsPolicy.Read(Encoding.UTF8.GetBytes(row.Text(2))).Policy is { } policy
            ? new(row.Text(0), row.Text(1), policy, Time(row, 3), Time(row, 4))
            : null;

    private static DateTimeOffset Time(SqliteStatement row, int column) =>
        DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(column));

    private static void Examine(string path)
    {
        using var database = SqliteDatabase.OpenWriter(path, StateSchema.Versions);
        using var check = database.Prepare("PRAGMA quick_check(1)");
        if (!check.Step() || check.Text(0) is not "ok") throw database.Problem(SQLitePCL.raw.SQLITE_CORRUPT);
    }

    private static void PutAside(string path)
    {
        File.Move(path, path + ".damaged", overwrite: true);
        File.Delete(path + "-wal");
        File.Delete(path + "-shm");
    }

    [LoggerMessage(EventIds.StateDamaged, LogLevel.Warning,
        "{File} is damaged and was put aside as {File}.damaged; policies of MTA-STS are learnt anew, and are not enforced "
        + "against who suppresses them before that")]
    private static partial void LogDamaged(ILogger logger, string file);
}
