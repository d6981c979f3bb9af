using Gatepost.Messages;
using Gatepost.Routing;
using Gatepost.TlsPolicy;

namespace Gatepost.Delivery;

/// <summary>Carries one message to the hosts of a route.</summary>
public interface IDeliveryAgent
{
    /// <summary>
    /// Tries the hosts in their order. What peers do wrong comes back as a value; what throws is our own fault.
    /// </summary>
    Task<AttemptOutcome> TryAsync(QueuedMessage message, Route route, TlsDecision decision, CancellationToken cancellationToken);
}
