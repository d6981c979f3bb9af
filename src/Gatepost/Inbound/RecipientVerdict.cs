namespace Gatepost.Inbound;

/// <summary>What the next hop says of a recipient.</summary>
public enum RecipientVerdict
{
    /// <summary>It could not be asked.</summary>
    NoAnswer,

    /// <summary>It takes mail for it (2yz).</summary>
    Exists,

    /// <summary>It refuses mail for it (5yz to RCPT).</summary>
    Unknown,

    /// <summary>It would not say now (4yz to RCPT).</summary>
    Undecided,
}
