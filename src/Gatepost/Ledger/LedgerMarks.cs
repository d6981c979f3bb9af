namespace Gatepost.Ledger;

/// <summary>What else is known of a row. Persisted as the sum: append only.</summary>
[Flags]
public enum LedgerMarks
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>An accepted message came from our own servers or people, not from the internet.</summary>
    FromInside = 1,

    /// <summary>TLS was why the attempt did not deliver: refused, broken, or not what was asked.</summary>
    TlsProblem = 2,

    /// <summary>Of recipients that fared differently, some were delivered.</summary>
    SomeDelivered = 4,

    /// <summary>Of recipients that fared differently, some were given up.</summary>
    SomeFailed = 8,

    /// <summary>The connection proved less than those to this domain used to.</summary>
    Regression = 16,
}
