namespace Gatepost.Messages;

/// <summary>One entry of the queue: one message for one destination.</summary>
public sealed record QueuedMessage
{
    /// <summary>Names it everywhere: in replies, logs, the ledger.</summary>
    public required QueueId Id { get; init; }

    /// <summary>Whom it goes to from here, and how.</summary>
    public required Envelope Envelope { get; init; }

    /// <summary>
    /// What the recipients of this entry share, and what is scheduled together: the domain, or the next hop in
    /// brackets (<c>[relay.example]:25</c>) where the configuration sends several domains there.
    /// </summary>
    public required string Destination { get; init; }

    /// <summary>As received.</summary>
    public required MessageContent Content { get; init; }

    /// <summary>Header fields of ours that go before the content, each ended by CRLF: Received, and later others.</summary>
    public required ReadOnlyMemory<byte> PrefixHeaders { get; init; }

    /// <summary>Whether it goes to our own domains or out.</summary>
    public required MailDirection Direction { get; init; }

    /// <summary>From whom.</summary>
    public required MessageOrigin Origin { get; init; }

    /// <summary>When it was acknowledged.</summary>
    public required DateTimeOffset ArrivedAt { get; init; }

    /// <summary>How many attempts have ended without all recipients settled.</summary>
    public int Attempts { get; init; }

    /// <summary>When it is due.</summary>
    public DateTimeOffset NextAttemptAt { get; init; }

    /// <summary>Held by policy or by hand: it is never due.</summary>
    public bool IsHeld { get; init; }

    /// <summary>Why the last attempt did not settle it, in one line, or null.</summary>
    public string? LastReason { get; init; }

    /// <summary>The same as a class.</summary>
    public WaitReason Waits { get; init; }

    /// <summary>A delay notice was sent.</summary>
    public bool DelayNotified { get; init; }

    /// <summary>The sender was told that it waits for encryption.</summary>
    public bool PolicyNotified { get; init; }

    /// <summary>It may go without what its destination is held to, or null.</summary>
    public PolicyWaiver? Waiver { get; init; }

    /// <summary>The domain that is routed: that of the first recipient.</summary>
    public string Domain => Envelope.Recipients[0].Address.DomainKey;
}
