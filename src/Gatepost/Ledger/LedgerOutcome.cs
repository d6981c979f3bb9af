namespace Gatepost.Ledger;

/// <summary>How an accepted message or an attempt ended, for all its recipients together. Persisted: append only.</summary>
public enum LedgerOutcome
{
    /// <summary>Taken in.</summary>
    Accepted = 0,

    /// <summary>All delivered.</summary>
    Delivered = 1,

    /// <summary>None delivered; to be tried again.</summary>
    Deferred = 2,

    /// <summary>None delivered; given up.</summary>
    Failed = 3,

    /// <summary>Recipients fared differently.</summary>
    Mixed = 4,

    /// <summary>The final reply was lost.</summary>
    Unknown = 5,

    /// <summary>Dropped by an operator: nobody got it, and nobody was told.</summary>
    Dropped = 6,

    /// <summary>Not taken from the client.</summary>
    Refused = 7,
}
