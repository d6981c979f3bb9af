namespace Gatepost.Tests.Walls;

/// <summary>The table "| room | may know |" of docs/architecture.md. The document cannot rot: it is the test.</summary>
internal sealed class RoomTable
{
    private readonly Dictionary<string, HashSet<string>> _mayKnow = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Rooms => _mayKnow.Keys;

    public static RoomTable Parse(string markdown)
    {
        var table = new RoomTable();
        var inside = false;
        foreach (var line in markdown.Split('\n'))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            if (cells is ["", "room", "may know", ""]) inside = true;
            else if (!inside || (cells.Length > 1 && cells[1].StartsWith('-'))) continue;
            else if (cells is ["", var room, var known, ""])
                table._mayKnow.Add(
                    room, [.. known.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]);
            else inside = false;
        }

        return table;
    }

    public bool Contains(string room) => _mayKnow.ContainsKey(room);

    public bool Allows(string room, string other) =>
        room == other || other == "Protocols" || (_mayKnow.TryGetValue(room, out var may) && may.Contains(other));

    /// <summary>Neighbours that are no rooms, and pairs of rooms that may know each other: mistakes in the table
    /// itself.</summary>
    public IEnumerable<string> Mistakes()
    {
        foreach (var (room, known) in _mayKnow)
        {
            foreach (var other in known)
            {
                if (!Contains(other)) yield return $"{room} may know {other}, which is no room";
                else if (_mayKnow[other].Contains(room)) yield return $"{room} and {other} may know each other";
            }
        }
    }
}
