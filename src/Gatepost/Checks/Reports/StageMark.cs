namespace Gatepost.Checks.Reports;

/// <summary>How a stage went.</summary>
public enum StageMark
{
    /// <summary>It was not reached, or does not apply.</summary>
    None,

    /// <summary>As it should.</summary>
    Pass,

    /// <summary>It proves nothing, and stops nothing.</summary>
    Warn,

    /// <summary>It stops here.</summary>
    Fail,
}
