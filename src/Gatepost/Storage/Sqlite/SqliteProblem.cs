using SQLitePCL;

namespace Gatepost.Storage.Sqlite;

/// <summary>What an error of SQLite means for the operator.</summary>
internal static class SqliteProblem
{
    private const string BelongsToUs = "See that the folder exists and belongs to the user that Gatepost runs as";

    private const string LookAtTheDisk =
        "Look at the system's log for errors of the disk; Gatepost goes on by itself when it works again";

    public static StorageException Describe(string path, int code, string text) => (code & 0xff) switch
    {
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new(path, $"the database is damaged ({text})", SaveWhatIsThere(path)),
        raw.SQLITE_FULL => new(path, "the disk is full", "Free some space; Gatepost goes on by itself") { NothingWritten = true },
        raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH =>
            new(path, $"it cannot be opened for writing ({text})", BelongsToUs) { NothingWritten = true },
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED =>
            new(path, "another program holds it locked", "End that program") { NothingWritten = true },
        raw.SQLITE_IOERR => new(path, $"the disk does not take or give it ({text}, SQLite {code})", LookAtTheDisk),
        _ => new(path, $"{text} (SQLite {code})", "This is a fault of Gatepost: please report it") { NothingWritten = true },
    };

    private static string SaveWhatIsThere(string path) =>
        "Stop Gatepost, keep a copy of the data folder, and restore the file from a backup, or save what can be read "
        + $"with \"sqlite3 {path} .recover | sqlite3 saved.db\" and put saved.db in its place";
}
