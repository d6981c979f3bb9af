using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Gatepost.Storage.Sqlite;

/// <summary>One connection to one database file, with the settings that we rely on. Not for several threads.</summary>
internal sealed partial class SqliteDatabase : IDisposable
{
    private readonly SqliteConnection _connection;

    private SqliteDatabase(string path, SqliteConnection connection) => (Path, _connection) = (path, connection);

    public string Path { get; }

    /// <summary>Rows changed by the last statement.</summary>
    public int Changes => raw.sqlite3_changes(_connection.Handle);

    /// <summary>Pages that this connection has written to the log since <see cref="ResetPagesWritten"/>.</summary>
    public int PagesWritten => Status(reset: 0);

    public void ResetPagesWritten() => Status(reset: 1);

    /// <summary>
    /// Opens the file for writing, makes it where it is not there, and brings its schema to this program's version.
    /// </summary>
    /// <exception cref="StorageException">It is damaged, unreadable, or of a newer program.</exception>
    public static SqliteDatabase OpenWriter(string path, SqliteSchema schema)
    {
        LogIndex.NeedRoom(path);
        CreateFile(path);
        var database = Open(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            // The order matters: the first two only take effect before the file is made.
            database.Execute("PRAGMA auto_vacuum=INCREMENTAL");
            database.Execute($"PRAGMA page_size={schema.PageSize}");
            database.Execute("PRAGMA journal_mode=WAL");
            LogIndex.Reserve(path);
            // FULL: each commit syncs the log before it ends. That is what 250 rests on.
            database.Execute("PRAGMA synchronous=FULL");
            database.Execute("PRAGMA secure_delete=OFF");
            database.Execute("PRAGMA wal_autocheckpoint=0");
            database.Execute("PRAGMA journal_size_limit=268435456");
            database.Execute($"PRAGMA cache_size=-{schema.CacheKibibytes}");
            schema.Apply(database);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Opens the file for queries, beside the writer.</summary>
    public static SqliteDatabase OpenReader(string path)
    {
        var database = OpenBeside(path);
        database.Execute("PRAGMA query_only=ON");
        return database;
    }

    /// <summary>Opens the file as it is, beside the writer.</summary>
    public static SqliteDatabase OpenBeside(string path)
    {
        var database = Open(path, SqliteOpenMode.ReadWrite);
        database.Execute("PRAGMA synchronous=FULL");
        database.Execute("PRAGMA cache_size=-2048");
        return database;
    }

    private static SqliteDatabase Open(string path, SqliteOpenMode mode)
    {
        // Pooling would keep the file open behind our back.
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        var database = new SqliteDatabase(path, connection);
        try
        {
            connection.Open();
            raw.sqlite3_extended_result_codes(connection.Handle, 1);
            raw.sqlite3_busy_timeout(connection.Handle, 5000);
            return database;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw SqliteProblem.Describe(path, e.SqliteExtendedErrorCode, e.Message);
        }
    }

    public SqliteStatement Prepare(string sql)
    {
        var code = raw.sqlite3_prepare_v3(_connection.Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement);
        return code == raw.SQLITE_OK ? new SqliteStatement(this, statement) : throw Problem(code);
    }

    public void Execute(string sql)
    {
        using var statement = Prepare(sql);
        statement.Run();
    }

    /// <summary>The first column of the first row, or 0.</summary>
    public long Scalar(string sql)
    {
        using var statement = Prepare(sql);
        var value = statement.Step() ? statement.Int64(0) : 0;
        statement.Reset();
        return value;
    }

    /// <summary>The first column of all rows.</summary>
    public IReadOnlyList<string> Texts(string sql)
    {
        using var statement = Prepare(sql);
        var texts = new List<string>();
        while (statement.Step()) texts.Add(statement.Text(0));
        return texts;
    }

    /// <summary>Ends what another thread has this connection do, with an error.</summary>
    public void Interrupt() => raw.sqlite3_interrupt(_connection.Handle);

    /// <summary>Writes all that is committed to a new database, at one moment, beside the writer.</summary>
    /// <param name="path">The file to make. It is not synced.</param>
    public void CopyTo(string path)
    {
        CreateFile(path);
        using var statement = Prepare("VACUUM INTO ?1");
        statement.Bind(1, path).Run();
    }

    /// <summary>Closing does not move the log into the database: where the disk fails, that would do harm.</summary>
    public void LeaveLog()
    {
        const int NoMoveOnClose = 1006; // SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE
        Check(raw.sqlite3_db_config(_connection.Handle, NoMoveOnClose, 1, out _));
    }

    /// <summary>Undoes what is not committed, where SQLite has not done so itself.</summary>
    public void RollBack()
    {
        if (raw.sqlite3_get_autocommit(_connection.Handle) == 0) Execute("ROLLBACK");
    }

    public void Check(int code)
    {
        if (code != raw.SQLITE_OK) throw Problem(code);
    }

    public StorageException Problem(int code)
    {
        var extended = raw.sqlite3_extended_errcode(_connection.Handle);
        var text = raw.sqlite3_errmsg(_connection.Handle).utf8_to_string();
        return SqliteProblem.Describe(
            Path, (extended & 0xff) == (code & 0xff) ? extended : code, text, SystemError(_connection.Handle!));
    }

    private static void CreateFile(string path)
    {
        if (File.Exists(path)) return;
        try
        {
            // SQLite would let others read it; its log takes over the mode of the database.
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var file = new FileStream(path, options);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or DirectoryNotFoundException)
        {
            throw SqliteProblem.Describe(path, raw.SQLITE_CANTOPEN, e.Message);
        }
    }

    private int Status(int reset)
    {
        const int CacheWrite = 9; // SQLITE_DBSTATUS_CACHE_WRITE
        Check(raw.sqlite3_db_status(_connection.Handle, CacheWrite, out var pages, out _, reset));
        return pages;
    }

    public void Dispose() => _connection.Dispose();

    // SQLitePCLRaw does not offer it.
    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_system_errno")]
    private static partial int SystemError(sqlite3 connection);
}
