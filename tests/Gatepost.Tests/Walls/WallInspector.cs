using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace Gatepost.Tests.Walls;

/// <summary>Holds a compiled assembly against the room table.</summary>
internal static class WallInspector
{
    /// <summary>"Inbound -> Delivery (Gatepost.Inbound.Session)" for each wall that is broken, and each type that lives in no
    /// room.</summary>
    public static IReadOnlyList<string> Breaches(ModuleDefinition module, RoomTable table)
    {
        var breaches = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var type in module.GetAllTypes())
        {
            if (Room(type) is not { } room) continue;
            if (!table.Contains(room)) breaches.Add($"{room} is no room of the table ({type.FullName})");
            foreach (var other in TypeKnowledge.Of(type).Select(Room).OfType<string>())
            {
                if (!table.Allows(room, other)) breaches.Add($"{room} -> {other} ({type.FullName})");
            }
        }

        return [.. breaches];
    }

    /// <summary>The room of a type: the second part of its namespace; "(none)" for a type of ours outside all rooms.</summary>
    private static string? Room(TypeReference type)
    {
        while (type.DeclaringType is { } outer) type = outer;
        return type.Namespace.Split('.') switch
        {
            ["Gatepost", var room, ..] => room,
            ["Gatepost"] => "(none)",
            _ => null,
        };
    }
}
