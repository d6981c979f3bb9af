using Gatepost.Protocols.Smtp;

namespace Gatepost.Delivery;

/// <summary>How one transaction ended, for each of its recipients.</summary>
/// <param name="Refusals">By the recipients' order: the reply that refused it, or null.</param>
/// <param name="Failure">Why those that were not refused got nothing either; null where they did.</param>
/// <param name="FinalReply">The reply that took responsibility; null where there is none.</param>
internal sealed record TransactionResult(
    IReadOnlyList<RecipientRefusal?> Refusals, ConversationFailure? Failure, SmtpReply? FinalReply)
{
    /// <summary>
    /// The peer closed before it answered MAIL: on a connection that had waited it may have done so long before. No content was
    /// sent, so a new connection to the same host delivers nothing twice.
    /// </summary>
    public bool PeerHadGone => Failure is { Stage: ConversationStage.Mail, Kind: FailureKind.Closed or FailureKind.ClosingDown };
}
