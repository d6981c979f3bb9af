namespace Gatepost.Diagnostics;

/// <summary>Numbers of log events. They never change their meaning; retired ones are not given out again.</summary>
internal static partial class EventIds
{
    public const int SessionOpened = 1000;
    public const int SessionClosed = 1001;
    public const int SessionNotAdmitted = 1002;
    public const int SessionTimedOut = 1003;
    public const int SessionLost = 1004;
    public const int SessionOurFault = 1005;
    public const int SessionStateChanged = 1006;
    public const int LinesWithheld = 1007;
    public const int LinesMissed = 1008;
    public const int SessionGaveWay = 1009;

    public const int TlsInboundStarted = 1010;
    public const int TlsInboundFailed = 1011;
    public const int TlsInboundInjection = 1012;
    public const int TlsInboundNotAvailable = 1013;
    public const int TlsInboundTooEarly = 1014;

    public const int LoginSucceeded = 1020;
    public const int LoginFailed = 1021;

    public const int MessageAccepted = 1030;
    public const int MessageNotStored = 1032;
    public const int LedgerRowLost = 1033;
    public const int TlsRequiredVoid = 1039;
    public const int RefusalLost = 1038;
    public const int CommandRefused = 1034;
    public const int RecipientNotAsked = 1035;
    public const int RecipientRefused = 1036;
    public const int PartnerWatched = 1037;

    public const int BareNewlineRefused = 1040;
    public const int CrossProtocolAttack = 1041;
}
