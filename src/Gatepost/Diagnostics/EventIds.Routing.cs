namespace Gatepost.Diagnostics;

/// <summary>Routing: 4100 to 4199.</summary>
internal static partial class EventIds
{
    public const int MxIsAlias = 4100, MxIgnored = 4101, MxCut = 4102, MxIsOurs = 4103;
}
