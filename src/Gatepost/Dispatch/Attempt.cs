using Gatepost.Delivery;
using Gatepost.Messages;
using Gatepost.Routing;
using Gatepost.Spool;
using Gatepost.TlsPolicy;

namespace Gatepost.Dispatch;

/// <summary>One attempt for one entry of the queue, ended: all that is written down about it.</summary>
/// <param name="Lease">The entry, with all its recipients.</param>
/// <param name="Message">The same with those recipients only that were attempted.</param>
/// <param name="Outcome">What became of them.</param>
internal sealed record Attempt(Lease Lease, QueuedMessage Message, AttemptOutcome Outcome)
{
    /// <summary>How far it came: null where not even the route was found.</summary>
    public Route? Route { get; init; }

    /// <summary>Null where there was no host to talk to.</summary>
    public TlsDecision? Decision { get; init; }

    /// <summary>It failed inside Gatepost: it says nothing about the destination.</summary>
    public bool IsOurFault { get; init; }

    /// <summary>Gatepost stopped meanwhile: it says nothing about the destination, and nobody knows what arrived.</summary>
    public bool IsBrokenOff { get; init; }

    /// <summary>Which way it goes.</summary>
    public MailDirection Direction => Route?.Direction ?? Message.Direction;
}
