using Gatepost.Protocols.Smtp;

namespace Gatepost.Delivery;

/// <summary>How one transaction ended, for each of its recipients.</summary>
/// <param name="Refusals">By the recipients' order: the reply that refused it, or null.</param>
/// <param name="Failure">Why those that were not refused got nothing either; null where they did.</param>
/// <param name="FinalReply">The reply that took responsibility; null where there is none.</param>
internal sealed record TransactionResult(
    IReadOnlyList<RecipientRefusal?> Refusals, ConversationFailure? Failure, SmtpReply? FinalReply);
