using System.Globalization;
using Gatepost.Ledger;
using Gatepost.Messages;
using Gatepost.Storage.Files;
using Gatepost.Storage.Sqlite;

namespace Gatepost.Storage.Upkeep;

/// <summary>
/// Looks at a data folder without reading all of it: do the stores open, of which version are they, what waits, what is missing.
/// It changes nothing, brings nothing to another version, and a server may run meanwhile.
/// </summary>
/// <param name="folder">The data folder.</param>
/// <param name="progress">Is told what is being read.</param>
internal sealed class DataGlance(string folder, Action<string> progress)
{
    private const int EveryEntries = 1000;

    /// <summary>Looks.</summary>
    /// <exception cref="OperationCanceledException">The caller wants to stop.</exception>
    public static DataSight Run(
        string folder, DateTimeOffset now, Action<string> progress, CancellationToken cancellationToken)
    {
        var glance = new DataGlance(folder, progress);
        StoreSight[] stores =
        [
            glance.Store(DataFiles.Spool, SpoolSchema.Versions), glance.Store(DataFiles.Ledger, LedgerSchema.Versions),
            glance.Store(DataFiles.State, StateSchema.Versions),
        ];
        var queue = Is(stores[0]) ? glance.Read(ref stores[0], () => glance.Queue(cancellationToken)) : null;
        var ledger = Is(stores[1]) ? glance.Read(ref stores[1], () => glance.Ledger(now, cancellationToken)) : null;
        return new(stores, queue, ledger);

        static bool Is(StoreSight store) => store.State is StoreState.Current;
    }

    private string PathOf(string name) => Path.Combine(folder, name);

    private StoreSight Store(string name, SqliteSchema schema)
    {
        var path = PathOf(name);
        if (!File.Exists(path)) return new(name, StoreState.Missing, "is not there");
        progress(name);
        try
        {
            using var log = LogKeeper(path);
            using var database = SqliteDatabase.OpenReader(path);
            var version = SqliteSchema.Version(database);
            _ = database.Scalar("SELECT count(*) FROM sqlite_master");
            if (version > schema.Newest) return new(name, StoreState.Newer, schema.TooNew(path, version).Message);
            return version == schema.Newest
                ? new(name, StoreState.Current, $"version {version}, {new FileInfo(path).Length} octets")
                : new(name, StoreState.Older, $"version {version}, and this program's is {schema.Newest}");
        }
        catch (StorageException fault)
        {
            return new(name, StoreState.Broken, fault.Message);
        }
    }

    private T? Read<T>(ref StoreSight store, Func<T> read) where T : class
    {
        try
        {
            using var log = LogKeeper(PathOf(store.Name));
            return read();
        }
        catch (IOException fault)
        {
            store = store with { State = StoreState.Broken, Words = fault.Message };
            return null;
        }
    }

    private QueueGlance Queue(CancellationToken cancellationToken)
    {
        // ContentFolder would make the folder.
        var hasContents = Directory.Exists(PathOf(DataFiles.Contents));
        if (!hasContents) return new() { Lost = [$"{PathOf(DataFiles.Contents)} is not there"] };
        var contents = new ContentFolder(folder);
        using var reader = new SpoolReader(PathOf(DataFiles.Spool), contents);
        // Where a server runs, it may have been delivered and removed since its row was read.
        var tallies = new QueueTallies(message =>
            Fault(message.Content, contents) is { } fault && reader.Find(message.Id) is not null ? fault : null);
        var read = 0;
        foreach (var message in reader.Range(0, long.MaxValue, (_, fault) => tallies.Unreadable(fault.Message)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (read++ % EveryEntries == 0) progress($"the queue, {read - 1} entries");
            tallies.Add(message);
        }

        return tallies.Glance;
    }

    private static string? Fault(MessageContent content, ContentFolder contents)
    {
        if (content is not FileContent { Name: var name }) return null;
        var file = new FileInfo(contents.PathOf(name));
        if (!file.Exists) return $"{file.FullName} is not there";
        return file.Length == content.Length ? null
            : $"{file.FullName} has {file.Length} octets and should have {content.Length}";
    }

    private LedgerGlance Ledger(DateTimeOffset now, CancellationToken cancellationToken)
    {
        progress("the ledger's last day");
        using var database = SqliteDatabase.OpenReader(PathOf(DataFiles.Ledger));
        using var stop = cancellationToken.Register(database.Interrupt);
        var since = LedgerKey.First(now.AddDays(-1).ToUnixTimeMilliseconds()).ToString(CultureInfo.InvariantCulture);
        return new()
        {
            Oldest = Time("SELECT min(id) FROM entry"),
            Newest = Time("SELECT max(id) FROM entry"),
            DeliveredOut = Time(string.Create(CultureInfo.InvariantCulture,
                $"SELECT max(id) FROM entry WHERE id >= {since} AND kind = {(int)LedgerKind.Attempt} "
                + $"AND direction = {(int)MailDirection.Out} AND outcome = {(int)LedgerOutcome.Delivered}")),
            Regressed = database.Texts(string.Create(CultureInfo.InvariantCulture,
                $"SELECT DISTINCT recipient_domain FROM entry WHERE id >= {since} AND marks & {(int)LedgerMarks.Regression}")),
        };

        DateTimeOffset? Time(string sql) => database.Scalar(sql) is > 0 and var id ? LedgerKey.TimeOf(id) : null;
    }

    /// <summary>
    /// The last connection that closes moves what a crash has left in the log into the database. Nothing would be lost, and
    /// still it is not for us to do: where there is a log, this one closes last, and leaves it.
    /// </summary>
    private static SqliteDatabase? LogKeeper(string path)
    {
        if (!File.Exists(path + "-wal")) return null;
        var keeper = SqliteDatabase.OpenBeside(path);
        keeper.LeaveLog();
        return keeper;
    }
}
