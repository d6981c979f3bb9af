using Gatepost.Messages;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Dispatch;

/// <summary>What a notice tells of one recipient.</summary>
/// <param name="Action">What became of it.</param>
/// <param name="Status">The code to show; its class fits the action.</param>
/// <param name="Outcome">The last attempt.</param>
/// <param name="IsExpired">It failed only because its time is over.</param>
internal sealed record NoticeLine(
    NoticeAction Action, EnhancedStatusCode Status, RecipientOutcome Outcome, bool IsExpired = false)
{
    /// <summary>It waits for somebody's word, and is not tried by itself.</summary>
    public bool IsHeld { get; init; }

    /// <summary>It waits because it cannot be encrypted as it must be.</summary>
    public bool IsPolicy => Action is NoticeAction.Delayed && Outcome.IsTlsProblem;
}
