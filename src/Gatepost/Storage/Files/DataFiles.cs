namespace Gatepost.Storage.Files;

/// <summary>What is where in a data folder.</summary>
public static class DataFiles
{
    /// <summary>The queue.</summary>
    public const string Spool = "spool.db";

    /// <summary>The ledger.</summary>
    public const string Ledger = "ledger.db";

    /// <summary>What is remembered of others.</summary>
    public const string State = "state.db";

    /// <summary>The folder of contents that are too long for the database.</summary>
    public const string Contents = "content";

    /// <summary>Whoever holds it has the folder.</summary>
    public const string Lock = "gatepost.lock";

    /// <summary>Names the process that has the folder.</summary>
    public const string ProcessId = "gatepost.pid";

    /// <summary>The folder of what a running server needs, such as its socket.</summary>
    public const string Run = "run";
}
