namespace Gatepost.Ledger;

/// <summary>What a row of the ledger tells. Persisted: append only.</summary>
public enum LedgerKind
{
    /// <summary>A message was taken from a client.</summary>
    Accepted = 0,

    /// <summary>An attempt at a host of the next hop.</summary>
    Attempt = 1,

    /// <summary>An operator dropped a message from the queue.</summary>
    Dropped = 2,

    /// <summary>Mail from a partner was not taken, since it did not come as agreed.</summary>
    Refused = 3,
}
