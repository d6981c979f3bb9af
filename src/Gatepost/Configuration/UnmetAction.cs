namespace Gatepost.Configuration;

/// <summary>What becomes of mail to a partner that cannot be encrypted as agreed.</summary>
public enum UnmetAction
{
    /// <summary>It is tried again, and its sender is told that it waits and why.</summary>
    Defer,

    /// <summary>It is held until somebody releases or drops it, and its sender is told.</summary>
    Hold,

    /// <summary>It goes back to its sender at once.</summary>
    Bounce,
}
