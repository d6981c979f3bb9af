namespace Gatepost.Diagnostics;

/// <summary>Delivery: 6000 to 6999.</summary>
internal static partial class EventIds
{
    public const int HostTried = 6000;
    public const int ConnectionReplaced = 6001;
    public const int FarewellFailed = 6002;
}
