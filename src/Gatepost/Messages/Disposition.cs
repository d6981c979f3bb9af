namespace Gatepost.Messages;

/// <summary>What became of a recipient in an attempt. Persisted: append only.</summary>
public enum Disposition
{
    /// <summary>The next hop took responsibility (RFC 5321 §6.1).</summary>
    Delivered = 0,

    /// <summary>To be tried again.</summary>
    Deferred = 1,

    /// <summary>Never to be tried again: a notice is due.</summary>
    Failed = 2,

    /// <summary>The reply to the final dot was lost: it may have been delivered; it is tried again (RFC 1047).</summary>
    Unknown = 3,
}
