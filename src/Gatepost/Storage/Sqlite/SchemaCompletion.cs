namespace Gatepost.Storage.Sqlite;

/// <summary>What must be in a database beside its tables, and cannot be said in SQL alone.</summary>
/// <param name="Done">SQL whose first value is not 0 where it is there.</param>
/// <param name="Complete">Brings it there, and has <paramref name="Done"/> say so; within a transaction of the caller's.</param>
internal sealed record SchemaCompletion(string Done, Action<SqliteDatabase> Complete);
