namespace Gatepost.Checks.Reports;

/// <summary>What can be said of our own side, the best first.</summary>
public enum OwnVerdict
{
    /// <summary>Nothing weakens it.</summary>
    InOrder,

    /// <summary>Mail arrives, and something weakens its protection, or will break.</summary>
    Weakened,

    /// <summary>Mail does not arrive, or cannot be protected.</summary>
    Failing,
}
