namespace Gatepost.Routing;

/// <summary>Finds who takes mail for a domain.</summary>
public interface IRouter
{
    /// <summary>The route for a normalized domain. What the DNS does wrong comes back as <see cref="Route.Problem"/>.</summary>
    Task<Route> FindAsync(string domain, CancellationToken cancellationToken);
}
