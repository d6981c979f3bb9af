using Gatepost.Delivery;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Dispatch;

/// <summary>Outcomes that the conductor states itself, because no host was asked.</summary>
internal static class Outcomes
{
    /// <summary>What senders and operators are told when the fault is ours.</summary>
    public static SmtpReply OurFault { get; } =
        new(451, new(4, 3, 0),
            "The attempt failed inside this gateway; its operator finds the reason in the log, and it is tried again");

    /// <summary>What is written down where the stop came before the end.</summary>
    public static SmtpReply BrokenOff { get; } =
        new(451, new(4, 3, 2),
            "The attempt was broken off because this gateway stopped; what arrived is not known, and it is tried again");

    /// <summary>All recipients fare alike.</summary>
    public static AttemptOutcome All(QueuedMessage message, Disposition disposition, SmtpReply reply) =>
        new([.. message.Envelope.Recipients.Select(r => new RecipientOutcome(r, disposition, reply))], []);

    /// <summary>Each recipient has an outcome, also where one was forgotten: nobody may be lost between two lists.</summary>
    public static IReadOnlyList<RecipientOutcome> Complete(QueuedMessage message, IReadOnlyList<RecipientOutcome> outcomes)
    {
        if (outcomes.Count == message.Envelope.Recipients.Count) return outcomes;
        var known = outcomes.Select(o => o.Recipient).ToHashSet();
        var forgotten = message.Envelope.Recipients.Where(r => !known.Contains(r));
        return [.. outcomes, .. forgotten.Select(r => new RecipientOutcome(r, Disposition.Deferred, OurFault))];
    }
}
