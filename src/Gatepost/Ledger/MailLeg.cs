namespace Gatepost.Ledger;

/// <summary>The four ways that mail crosses our door. Persisted: append only.</summary>
public enum MailLeg
{
    /// <summary>From somebody outside to us: "in".</summary>
    Received = 0,

    /// <summary>From us to somebody outside: "out".</summary>
    Sent = 1,

    /// <summary>From our own servers and people to us.</summary>
    Submitted = 2,

    /// <summary>From us to our own mail server.</summary>
    Inward = 3,
}
