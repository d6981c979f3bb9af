namespace Gatepost.Host.Desk;

/// <summary>
/// Opens the desk of the Gatepost whose configuration this is; null: the configuration that <c>-c</c> stands for.
/// </summary>
internal delegate Task<IDesk> DeskDoor(string? configFile, CancellationToken cancellationToken);
