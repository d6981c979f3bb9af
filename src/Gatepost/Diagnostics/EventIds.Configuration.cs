namespace Gatepost.Diagnostics;

/// <summary>Configuration: 8000 to 8999.</summary>
internal static partial class EventIds
{
    public const int ConfigurationTaken = 8000;
    public const int ConfigurationNotTaken = 8001;
    public const int ConfigurationProblem = 8002;
    public const int ConfigurationNeedsRestart = 8003;
    public const int ConfigurationListenerFailed = 8004;

    public const int UsersTaken = 8010;
    public const int UsersNotTaken = 8011;
}
