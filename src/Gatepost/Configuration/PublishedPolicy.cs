namespace Gatepost.Configuration;

/// <summary>What is done with a policy that a destination publishes about itself.</summary>
public enum PublishedPolicy
{
    /// <summary>Mail goes only where it is met.</summary>
    Enforce,

    /// <summary>It is looked at and written down, and stops nothing.</summary>
    Audit,

    /// <summary>It is not asked for.</summary>
    Off,
}
