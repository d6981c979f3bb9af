using Gatepost.Messages;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Dispatch;

/// <summary>What a notice tells of one recipient.</summary>
/// <param name="Action">What became of it.</param>
/// <param name="Status">The code to show; its class fits the action.</param>
/// <param name="Outcome">The last attempt.</param>
/// <param name="IsExpired">It failed only because its time is over.</param>
internal sealed record NoticeLine(
    NoticeAction Action, EnhancedStatusCode Status, RecipientOutcome Outcome, bool IsExpired = false);
