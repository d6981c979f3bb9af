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
    /// <summary>Brings the database to this program's version.</summary>
    public void Apply(SqliteDatabase database)
    {
        var version = database.Scalar("PRAGMA user_version");
        if (version > Steps.Count)
        {
            throw new StorageException(
                database.Path, $"it has version {version} and this program knows versions up to {Steps.Count}",
                "A newer Gatepost has used this data folder: run that one, or one still newer");
        }

        const StringSplitOptions Statements = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        for (; version < Steps.Count; version++)
        {
            database.Execute("BEGIN IMMEDIATE");
            try
            {
                foreach (var sql in Steps[(int)version].Split(";\n", Statements)) database.Execute(sql);
                database.Execute($"PRAGMA user_version={version + 1}");
                database.Execute("COMMIT");
            }
            catch
            {
                database.RollBack();
                throw;
            }
        }
    }
}
