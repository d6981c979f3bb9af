namespace Gatepost.Host.Admin;

/// <summary>Marks connections that came through the socket in the data folder.</summary>
internal sealed class DeskSocket
{
    public static DeskSocket Mark { get; } = new();
}
