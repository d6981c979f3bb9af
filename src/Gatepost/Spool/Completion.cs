using Gatepost.Messages;

namespace Gatepost.Spool;

/// <summary>What becomes of an entry after an attempt: written in one transaction with the notices it gives rise to.</summary>
public sealed record Completion
{
    /// <summary>The recipients that remain; empty: the entry is done and removed.</summary>
    public required IReadOnlyList<Recipient> Remaining { get; init; }

    /// <summary>When the remaining ones are due.</summary>
    public DateTimeOffset NextAttemptAt { get; init; }

    /// <summary>Attempts so far, this one included.</summary>
    public int Attempts { get; init; }

    /// <summary>Why they remain, in one line.</summary>
    public string? Reason { get; init; }

    /// <summary>The same as a class.</summary>
    public WaitReason Waits { get; init; }

    /// <summary>A delay notice has been sent.</summary>
    public bool DelayNotified { get; init; }

    /// <summary>The sender has been told that it waits for encryption.</summary>
    public bool PolicyNotified { get; init; }

    /// <summary>Hold the remaining ones.</summary>
    public bool Hold { get; init; }

    /// <summary>Notices to queue, with contents of their own.</summary>
    public IReadOnlyList<QueuedMessage> Notices { get; init; } = [];
}
