namespace Gatepost.Spool;

/// <summary>What an operator does to entries.</summary>
public enum QueueAction
{
    /// <summary>Due now.</summary>
    Retry,

    /// <summary>Never due until released.</summary>
    Hold,

    /// <summary>No longer held, and due now.</summary>
    Release,

    /// <summary>Removed, without a notice.</summary>
    Drop,
}
