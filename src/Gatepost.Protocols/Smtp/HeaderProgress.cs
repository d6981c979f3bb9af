namespace Gatepost.Protocols.Smtp;

/// <summary>How far a <see cref="HeaderScanner"/> is.</summary>
public enum HeaderProgress
{
    /// <summary>The header section has not ended.</summary>
    NeedMore,

    /// <summary>It has: what it says is known.</summary>
    Complete,

    /// <summary>It is larger than the limit.</summary>
    TooLarge,
}
