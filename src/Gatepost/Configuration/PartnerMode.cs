namespace Gatepost.Configuration;

/// <summary>Whether an agreement is kept up, or only watched.</summary>
public enum PartnerMode
{
    /// <summary>What does not meet it is not carried, and not taken.</summary>
    Enforce,

    /// <summary>What would have failed is written down; nothing is refused, and nothing is held.</summary>
    Monitor,
}
