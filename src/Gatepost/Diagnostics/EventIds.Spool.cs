namespace Gatepost.Diagnostics;

/// <summary>The numbers of log events; 2000 to 2999 are the spool's, its storage's, the ledger's and the clock's.</summary>
internal static partial class EventIds
{
    public const int CommitFailed = 2000;
    public const int CommitRecovered = 2001;
    public const int SpoolOpened = 2002;
    public const int OrphansRemoved = 2003;
    public const int EntryUnreadable = 2004;
    public const int ContentNotRemoved = 2005;
    public const int DiskReserveReached = 2006;
    public const int DiskReserveLeft = 2007;
    public const int StateDamaged = 2008;
    public const int SummaryProgress = 2010;
    public const int SummaryMade = 2011;
    public const int ClockForwards = 2020;
    public const int ClockBackwards = 2021;
}
