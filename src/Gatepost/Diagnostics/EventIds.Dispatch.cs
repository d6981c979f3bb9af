namespace Gatepost.Diagnostics;

/// <summary>Dispatch: 3000 to 3999.</summary>
internal static partial class EventIds
{
    public const int Attempted = 3000, AttemptFailed = 3001, AttemptOurFault = 3002, AttemptTooLong = 3003,
        RecordingFailed = 3010, RecordingGivenUp = 3011, LeaseLost = 3012, NoticeOurFault = 3013,
        NoticeQueued = 3020, NoticeWithoutSender = 3021, EnclosureUnreadable = 3022,
        LeasingFailed = 3030, DestinationDown = 3031, DispatchStopping = 3032, DispatchStopped = 3033, EntryStranded = 3034,
        TlsRegression = 3040;
}
