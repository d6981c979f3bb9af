namespace Gatepost.Inbound;

/// <summary>What the next hop says of a recipient.</summary>
public enum RecipientVerdict
{
    /// <summary>It could not be asked, or said 4yz.</summary>
    NoAnswer,

    /// <summary>It takes mail for it (2yz).</summary>
    Exists,

    /// <summary>It refuses mail for it (5yz to RCPT).</summary>
    Unknown,
}
