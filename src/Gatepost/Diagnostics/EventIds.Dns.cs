namespace Gatepost.Diagnostics;

/// <summary>Dns: 4000 to 4099.</summary>
internal static partial class EventIds
{
    public const int ResolversChosen = 4000, NoResolver = 4001, LookUpFailed = 4002, DnssecProven = 4003, DnssecUnproven = 4004;
}
