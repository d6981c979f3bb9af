namespace Gatepost.Ledger;

/// <summary>
/// What became of a message, as far as it is counted. A message stands in at most one line as carried, one as failed and one as
/// delayed. Persisted: append only.
/// </summary>
public enum MessageFate
{
    /// <summary>It was taken, or delivered: to all recipients, or some.</summary>
    Carried = 0,

    /// <summary>It was given up, for all recipients or some, and not because of TLS.</summary>
    Failed = 1,

    /// <summary>It was given up because of TLS.</summary>
    FailedForTls = 2,

    /// <summary>It was deferred because of TLS, and is neither delivered nor given up so far.</summary>
    WaitsForTls = 3,

    /// <summary>It was deferred because of TLS, and delivered later.</summary>
    WaitedForTls = 4,

    /// <summary>It was deferred because of TLS, and given up or dropped later.</summary>
    WaitedInVain = 5,

    /// <summary>An operator dropped it from the queue, for those who still waited.</summary>
    Dropped = 6,

    /// <summary>
    /// It was not taken from a partner, since it did not come as agreed. Each try of the other side counts, since nobody knows
    /// which of them are of the same message.
    /// </summary>
    Refused = 7,
}
