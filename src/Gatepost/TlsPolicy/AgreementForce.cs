namespace Gatepost.TlsPolicy;

/// <summary>Whether an agreement counts for one message.</summary>
public enum AgreementForce
{
    /// <summary>It is only watched: its row says so, or its last day is over.</summary>
    Watched,

    /// <summary>It is in force, and an operator has released this message from it once.</summary>
    SetAside,

    /// <summary>It is in force.</summary>
    Enforced,
}
