namespace Gatepost.Host;

/// <summary>Numbers of the events of the program itself: 9000 to 9999.</summary>
internal static class HostEvents
{
    public const int Listening = 9001;
    public const int AdminListening = 9002;
    public const int Started = 9003;
    public const int Stopping = 9004;
    public const int Stopped = 9005;
    public const int QueueSummary = 9010;
    public const int LedgerTrimmed = 9011;
    public const int HousekeepingFailed = 9012;
    public const int SummaryTrimmed = 9013;
    public const int DeskOrder = 9020;
    public const int DeskFailed = 9021;
    public const int NoDeskSocket = 9022;
    public const int PolicyWaived = 9023;
    public const int EntriesDropped = 9024;
    public const int FewDescriptors = 9025;
    public const int NoFileLeft = 9026;
    public const int CallForwardFailed = 9030;
    public const int PartnerTested = 9040;
    public const int PartnerDropped = 9041;
    public const int PartnerNotReached = 9042;
    public const int PartnerTestFailed = 9043;
    public const int PartnerTold = 9044;
    public const int PartnerEnded = 9045;
    public const int PartnerEnds = 9046;
    public const int PartnersNotKept = 9047;
    public const int LogLinesDropped = 9050;
}
