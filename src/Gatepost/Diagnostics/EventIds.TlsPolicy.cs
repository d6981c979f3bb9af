namespace Gatepost.Diagnostics;

/// <summary>TlsPolicy: 5000 to 5999.</summary>
internal static partial class EventIds
{
    public const int TlsDecided = 5000,
        StsMemoryUnreadable = 5001, StsNotKept = 5002, StsRefreshFailed = 5003, StsRoundFailed = 5004,
        MemoryUnreadable = 5010;
}
