namespace Gatepost.Storage.Sqlite;

/// <summary>
/// The numbered versions of one database: step n of <paramref name="Steps"/> leads to version n + 1, kept in user_version.
/// Steps are never changed once released, only appended.
/// </summary>
/// <param name="Steps">SQL of each step: statements, each ended by a semicolon at the end of a line.</param>
/// <param name="PageSize">In octets; counts when the file is made.</param>
/// <param name="CacheKibibytes">Of the writer's page cache.</param>
internal sealed record SqliteSchema(IReadOnlyList<string> Steps, int PageSize, int CacheKibibytes)
{
    /// <summary>The version that this program works with.</summary>
    public int Newest => Steps.Count;

    /// <summary>What is done after the steps, or null.</summary>
    public SchemaCompletion? Completion { get; init; }

    /// <summary>Brings the database to this program's version: in one transaction, so that it is of the old one or the
    /// new.</summary>
    public void Apply(SqliteDatabase database)
    {
        if (IsCurrent(database)) return;
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            for (var version = Version(database); version < Steps.Count; version++)
            {
                const StringSplitOptions Statements = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
                foreach (var sql in Steps[(int)version].Split(";\n", Statements)) database.Execute(sql);
            }

            database.Execute($"PRAGMA user_version={Steps.Count}");
            if (!IsComplete(database)) Completion?.Complete(database);
            database.Execute("COMMIT");
        }
        catch
        {
            database.RollBack();
            throw;
        }
    }

    /// <summary>The version of a database.</summary>
    public static long Version(SqliteDatabase database) => database.Scalar("PRAGMA user_version");

    /// <summary>What is to be said of a database that a newer program has used.</summary>
    public StorageException TooNew(string path, long version) => new(
        path, $"it has version {version} and this program knows versions up to {Newest}",
        "A newer Gatepost has used this data folder: run that one, or one still newer");

    private bool IsCurrent(SqliteDatabase database)
    {
        var version = Version(database);
        if (version > Newest) throw TooNew(database.Path, version);
        return version == Newest && IsComplete(database);
    }

    private bool IsComplete(SqliteDatabase database) => Completion is null || database.Scalar(Completion.Done) != 0;
}
