using Gatepost.Messages;
using Gatepost.Storage.Files;
using Gatepost.Storage.Sqlite;

namespace Gatepost.Storage.Upkeep;

/// <summary>
/// Reads the stores of a data folder from end to end and says what is wrong. It changes nothing, and a server may run
/// meanwhile.
/// </summary>
/// <param name="folder">The data folder.</param>
/// <param name="progress">Is told what is being read.</param>
internal sealed class DataCheck(string folder, Action<string> progress)
{
    private const int MostFaults = 10;

    private readonly List<PartFinding> _findings = [];

    /// <summary>Reads.</summary>
    /// <exception cref="OperationCanceledException">The caller wants to stop.</exception>
    public static IReadOnlyList<PartFinding> Run(string folder, Action<string> progress, CancellationToken cancellationToken)
    {
        var check = new DataCheck(folder, progress);
        var isSpoolSound = check.Database(DataFiles.Spool, SpoolSchema.Versions, cancellationToken);
        if (isSpoolSound) check.Queue(cancellationToken);
        check.Database(DataFiles.Ledger, LedgerSchema.Versions, cancellationToken);
        check.Database(DataFiles.State, StateSchema.Versions, cancellationToken);
        return check._findings;
    }

    /// <summary>Whether the file is a sound database of this program's version.</summary>
    private bool Database(string name, SqliteSchema schema, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            Add(name, PartState.Note, "is not there: Gatepost makes it when it starts");
            return false;
        }

        progress(name);
        try
        {
            using var database = SqliteDatabase.OpenReader(path);
            using var stop = cancellationToken.Register(database.Interrupt);
            var faults = database.Texts($"PRAGMA integrity_check({MostFaults})");
            cancellationToken.ThrowIfCancellationRequested();
            if (faults is not ["ok"])
            {
                var words = string.Join("; ", faults).ReplaceLineEndings("; ");
                Add(name, PartState.Broken, $"is damaged: {words}. {SqliteProblem.SaveWhatIsThere(path)}");
                return false;
            }

            return IsOfThisVersion(name, schema, database);
        }
        catch (StorageException fault)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Add(name, PartState.Broken, fault.Message);
            return false;
        }
    }

    private bool IsOfThisVersion(string name, SqliteSchema schema, SqliteDatabase database)
    {
        var version = SqliteSchema.Version(database);
        if (version < schema.Newest)
            Add(name, PartState.Note, $"is sound, of version {version}; the next start brings it to version {schema.Newest}");
        else if (version > schema.Newest)
            Add(name, PartState.Broken, schema.TooNew(database.Path, version).Message);
        else if (name != DataFiles.Spool) // of the queue there is more to say
            Add(name, PartState.Ok, $"is sound, {new FileInfo(database.Path).Length} octets");
        return version == schema.Newest;
    }

    /// <summary>Every entry can be read, and its content is there.</summary>
    private void Queue(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Path.Combine(folder, DataFiles.Contents)))
        {
            Add(DataFiles.Contents, PartState.Broken,
                "is not there: restore it from a backup; Gatepost makes an empty one when it starts, and mail with long contents "
                + "waits");
            return;
        }

        progress("the entries of the queue");
        var contents = new ContentFolder(folder);
        using var reader = new SpoolReader(Path.Combine(folder, DataFiles.Spool), contents);
        var (entries, unreadable, lost) = (0, new List<string>(), new List<string>());
        foreach (var message in reader.Range(0, long.MaxValue, (_, fault) => unreadable.Add(fault.Message)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            entries++;
            // Where a server runs, it may have been delivered and removed since its row was read.
            if (Fault(message.Content) is { } fault && reader.Find(message.Id) is not null) lost.Add($"{message.Id}: {fault}");
        }

        Tell(DataFiles.Spool, unreadable, $"{entries} entries in the queue");
        Tell(DataFiles.Contents, lost, $"{reader.ContentFiles().Count} contents in files of their own");
    }

    private static string? Fault(MessageContent content)
    {
        try
        {
            using var stream = content.OpenReadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
            stream.CopyTo(Stream.Null);
            return null;
        }
        catch (IOException fault)
        {
            return fault.Message;
        }
    }

    private void Tell(string part, List<string> faults, string counted)
    {
        if (faults.Count == 0) Add(part, PartState.Ok, $"is sound, {counted}");
        foreach (var fault in faults.Take(MostFaults)) Add(part, PartState.Broken, fault);
        if (faults.Count > MostFaults) Add(part, PartState.Broken, $"and {faults.Count - MostFaults} more of that kind");
    }

    private void Add(string part, PartState state, string words) => _findings.Add(new(part, state, words));
}
