namespace Gatepost.Storage.Sqlite;

/// <summary>What changes beside the rows when they are written.</summary>
/// <param name="Schedule">What is due.</param>
/// <param name="RemoveFile">Removes the file of a content by its name, soon.</param>
internal sealed record SpoolSurroundings(SpoolSchedule Schedule, Action<string> RemoveFile);
