using Gatepost.Messages;

namespace Gatepost.Host.Desk;

/// <summary>One entry of the queue as it is shown and as <c>--json</c> prints it.</summary>
internal sealed record QueueRow
{
    public required QueueId Id { get; init; }

    /// <summary><c>held</c>, <c>due</c> (now, or under way) or <c>deferred</c>.</summary>
    public required string State { get; init; }

    public required string Sender { get; init; }

    public required IReadOnlyList<string> Recipients { get; init; }

    public required string Destination { get; init; }

    /// <summary><c>in</c> or <c>out</c>.</summary>
    public required string Direction { get; init; }

    /// <summary>Octets of content.</summary>
    public required long Size { get; init; }

    public required DateTimeOffset ArrivedAt { get; init; }

    public required int Attempts { get; init; }

    public required DateTimeOffset NextAttemptAt { get; init; }

    public string? Reason { get; init; }

    /// <summary><c>policy</c> where it waits for encryption.</summary>
    public string? Why { get; init; }

    /// <summary>Who let it go without what its destination is held to, and why.</summary>
    public string? Waived { get; init; }

    /// <summary>From whom we have it, and how it was protected.</summary>
    public required OriginRow Origin { get; init; }

    public string? EnvelopeId { get; init; }

    public static QueueRow Of(QueuedMessage message, DateTimeOffset now) => new()
    {
        Id = message.Id,
        State = message.IsHeld ? "held" : message.NextAttemptAt <= now ? "due" : "deferred",
        Sender = message.Envelope.Sender,
        Recipients = [.. message.Envelope.Recipients.Select(recipient => recipient.Address.ToString())],
        Destination = message.Destination,
        Direction = Words.Of(message.Direction),
        Size = message.Content.Length,
        ArrivedAt = message.ArrivedAt,
        Attempts = message.Attempts,
        NextAttemptAt = message.NextAttemptAt,
        Reason = message.LastReason,
        Why = Words.Of(message.Waits),
        Waived = message.Waiver is { } waiver ? $"by {waiver.By}: {waiver.Reason}" : null,
        Origin = OriginRow.Of(message.Origin),
        EnvelopeId = message.Envelope.EnvelopeId,
    };
}
