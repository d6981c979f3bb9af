namespace Gatepost.Messages;

/// <summary>Which way a message crosses the gateway. Persisted: append only.</summary>
public enum MailDirection
{
    /// <summary>To one of our own domains.</summary>
    In = 0,

    /// <summary>To everybody else.</summary>
    Out = 1,
}
