using Gatepost.Storage.Files;
using SQLitePCL;

namespace Gatepost.Storage.Sqlite;

/// <summary>What an error of SQLite means for the operator.</summary>
internal static class SqliteProblem
{
    private const string BelongsToUs =
        "See that the folder exists, belongs to the user that Gatepost runs as, and is not on a disk that went read-only";

    private const string LookAtTheDisk =
        "Look at the system's log for errors of the disk; Gatepost goes on by itself when it works again";

    /// <param name="path">The database.</param>
    /// <param name="code">What SQLite said.</param>
    /// <param name="text">The same in its words.</param>
    /// <param name="systemError">What the system had said to it, or 0.</param>
    public static StorageException Describe(string path, int code, string text, int systemError = 0) => (code & 0xff) switch
    {
        // Not sure: the write before this one may have been taken.
        raw.SQLITE_IOERR when FileSystemState.IsReadOnly(systemError) => FileSystemState.ReadOnly(path),
        raw.SQLITE_FULL => Full(path, nothingWritten: true),
        // The index of the log could not grow, which comes after the log itself: a crash may bring the rows back.
        _ when code == raw.SQLITE_IOERR_SHMSIZE => Full(path, nothingWritten: false),
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB =>
            new(path, $"the database is damaged ({text})", SaveWhatIsThere(path)) { IsDamaged = true },
        raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH =>
            new(path, $"it cannot be written ({text})", BelongsToUs) { NothingWritten = true },
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED =>
            new(path, "another program holds it locked", "End that program") { NothingWritten = true },
        raw.SQLITE_IOERR => new(path, $"the disk does not take or give it ({text}, SQLite {code})", LookAtTheDisk),
        _ => new(path, $"{text} (SQLite {code})", "This is a fault of Gatepost: please report it") { NothingWritten = true },
    };

    /// <summary>The remedy where a database is damaged.</summary>
    public static string SaveWhatIsThere(string path) =>
        "Stop Gatepost, keep a copy of the data folder, and restore the file from a backup, or save what can be read "
        + $"with \"sqlite3 {path} .recover | sqlite3 saved.db\" and put saved.db in its place";

    private static StorageException Full(string path, bool nothingWritten) =>
        new(path, "the disk is full", "Free some space; a Gatepost that runs goes on by itself")
        {
            NothingWritten = nothingWritten,
            IsDiskFull = true,
        };
}
