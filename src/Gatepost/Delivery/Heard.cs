using Gatepost.Protocols.Smtp;

namespace Gatepost.Delivery;

/// <summary>A reply, or why there is none: exactly one of the two.</summary>
internal readonly record struct Heard(SmtpReply? Reply, ConversationFailure? Failure)
{
    /// <summary>A positive reply (2yz, or 3yz where that is awaited) is no failure; all else is one.</summary>
    public ConversationFailure? Refused(ConversationStage stage, bool awaitsIntermediate = false)
    {
        if (Failure is not null) return Failure;
        var isYes = awaitsIntermediate ? Reply!.IsIntermediate : Reply!.IsPositive;
        return isYes ? null : new ConversationFailure(stage, FailurePolicy.KindOf(Reply), Reply);
    }
}
