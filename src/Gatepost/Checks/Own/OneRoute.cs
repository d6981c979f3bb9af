using Gatepost.Routing;

namespace Gatepost.Checks.Own;

/// <summary>One way, whatever the domain.</summary>
internal sealed class OneRoute(Route route) : IRouter
{
    public Task<Route> FindAsync(string domain, CancellationToken cancellationToken) => Task.FromResult(route);
}
