namespace Gatepost.Diagnostics;

/// <summary>TlsPolicy: 5000 to 5999.</summary>
internal static partial class EventIds
{
    public const int TlsDecided = 5000;
}
