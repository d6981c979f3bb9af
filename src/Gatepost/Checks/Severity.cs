namespace Gatepost.Checks;

/// <summary>How bad a finding is.</summary>
public enum Severity
{
    /// <summary>Worth knowing; mail and its protection do not depend on it.</summary>
    Info,

    /// <summary>It weakens the protection, or will break something.</summary>
    Warning,

    /// <summary>Mail does not arrive, or cannot be protected.</summary>
    Fail,
}
