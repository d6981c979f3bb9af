namespace Gatepost.Protocols.MailAuth;

/// <summary>What a domain wants done with mail that only pretends to be its own, the strictest last.</summary>
public enum DmarcPolicy
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It goes among the suspicious.</summary>
    Quarantine,

    /// <summary>It is refused.</summary>
    Reject,
}
