using Gatepost.Messages;

namespace Gatepost.Delivery;

/// <summary>What one attempt did, at all the hosts that it tried.</summary>
/// <param name="Recipients">One for each recipient of the entry.</param>
/// <param name="Hosts">The hosts that were tried, in their order.</param>
public sealed record AttemptOutcome(IReadOnlyList<RecipientOutcome> Recipients, IReadOnlyList<HostAttempt> Hosts)
{
    /// <summary>
    /// No host took a connection or spoke SMTP: the others in the queue for this destination need not try at once.
    /// </summary>
    public bool DestinationIsDown { get; init; }

    /// <summary>
    /// Every host answered, and none has what TLS needs: no host was down, or failed for the time being, that may be fit.
    /// </summary>
    public bool NoHostIsFit { get; init; }
}
