using Gatepost.Messages;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Spool;

/// <summary>Which entries are meant; what is null does not restrict.</summary>
public sealed record QueueFilter
{
    /// <summary>These; an id of part 0 means all parts of its message.</summary>
    public IReadOnlyList<QueueId>? Ids { get; init; }

    /// <summary>Domain of a recipient, normalized.</summary>
    public string? Domain { get; init; }

    /// <summary>The reverse-path's address, or its domain as <c>@example.org</c>; <c>&lt;&gt;</c> for notices.</summary>
    public string? Sender { get; init; }

    /// <summary>Held, or not held.</summary>
    public bool? Held { get; init; }

    /// <summary>Those that wait for this reason.</summary>
    public WaitReason? Waits { get; init; }

    /// <summary>Only those behind this one in the order of ids: for a long list that is read page by page.</summary>
    public QueueId? After { get; init; }

    /// <summary>At most so many, the oldest.</summary>
    public int Limit { get; init; } = int.MaxValue;

    /// <summary>Whether an entry fits, its number aside; <see cref="Limit"/> is not asked.</summary>
    public bool Matches(QueuedMessage message) =>
        (Ids is null || Ids.Any(id => id == message.Id || (id.Part == 0 && id.MessageNumber == message.Id.MessageNumber)))
        && (After is null || message.Id > After)
        && (Domain is null || message.Envelope.Recipients.Any(to => to.Address.DomainKey == Domain))
        && (Held is null || Held == message.IsHeld)
        && (Waits is null || Waits == message.Waits)
        && (Sender is null || MatchesSender(message.Envelope));

    private bool MatchesSender(Envelope envelope) => Sender!.StartsWith('@')
        ? envelope.ReversePath is { } path && path.DomainKey == DomainName.Normalize(Sender[1..])
        : string.Equals(envelope.Sender, Sender, StringComparison.OrdinalIgnoreCase);
}
