using Gatepost.Protocols.Smtp;

namespace Gatepost.Delivery;

/// <summary>What the next hop says of a recipient.</summary>
/// <param name="Accepts">True: it takes mail for it (2yz). False: it never will (5yz). Null: no answer, or 4yz.</param>
/// <param name="Reply">What it said, or why nothing was heard, as a reply of ours.</param>
public sealed record ProbeAnswer(bool? Accepts, SmtpReply Reply)
{
    /// <summary>The next hop answered RCPT, so the reply speaks of this recipient only.</summary>
    public bool IsAboutRecipient { get; init; }
}
