using System.Net;

namespace Gatepost.Host.Serving;

/// <summary>What a gateway opens.</summary>
/// <param name="Doors">SMTP listeners.</param>
/// <param name="Admin">Health and metrics, or null.</param>
/// <param name="DeskSocket">The path of the desk's socket, or null.</param>
internal sealed record DoorPlan(IReadOnlyList<SmtpDoor> Doors, IPEndPoint? Admin, string? DeskSocket)
{
    /// <summary>Connections of all kinds at once, at most.</summary>
    public int MostConnections { get; init; } = int.MaxValue;
}
