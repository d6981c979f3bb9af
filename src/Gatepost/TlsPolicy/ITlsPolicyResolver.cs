using Gatepost.Messages;
using Gatepost.Routing;

namespace Gatepost.TlsPolicy;

/// <summary>Decides how we must talk to a destination.</summary>
public interface ITlsPolicyResolver
{
    /// <summary>The decision for one message on one route.</summary>
    Task<TlsDecision> DecideAsync(QueuedMessage message, Route route, CancellationToken cancellationToken);
}
