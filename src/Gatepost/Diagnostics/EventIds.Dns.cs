namespace Gatepost.Diagnostics;

internal static partial class EventIds
{
    public const int ResolversChosen = 4000, NoResolver = 4001, LookUpFailed = 4002;
}
