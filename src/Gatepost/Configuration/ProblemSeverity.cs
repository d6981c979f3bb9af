namespace Gatepost.Configuration;

/// <summary>What a problem of the configuration means for the program.</summary>
public enum ProblemSeverity
{
    /// <summary>It works, but probably not as it was meant.</summary>
    Warning,

    /// <summary>With this in it the configuration is not taken.</summary>
    Error,
}
