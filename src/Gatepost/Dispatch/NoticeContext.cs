using Gatepost.Messages;

namespace Gatepost.Dispatch;

/// <summary>What the parts of one notice have in common.</summary>
/// <param name="Message">The message that it is about.</param>
/// <param name="Action">What it tells; the same of all its recipients.</param>
/// <param name="Lines">Of whom.</param>
/// <param name="Hostname">Who we are.</param>
/// <param name="Now">When the attempt ended.</param>
internal sealed record NoticeContext(
    QueuedMessage Message, NoticeAction Action, IReadOnlyList<NoticeLine> Lines, string Hostname, DateTimeOffset Now)
{
    /// <summary>Until when it is tried.</summary>
    public required DateTimeOffset RetryUntil { get; init; }

    /// <summary>Whom to ask: our postmaster.</summary>
    public required string Postmaster { get; init; }

    /// <summary>What the original said it was about, decoded, or null.</summary>
    public required string? Subject { get; init; }

    /// <summary>The notice's own id.</summary>
    public required QueueId Id { get; init; }
}
