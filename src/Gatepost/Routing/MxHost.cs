using System.Net;
using Gatepost.Dns;

namespace Gatepost.Routing;

/// <summary>A host to try.</summary>
/// <param name="Name">Its name, normalized; an address where the next hop is one.</param>
/// <param name="Port">Its port.</param>
/// <param name="Addresses">Where it is: all of them, in the order to try.</param>
/// <param name="Security">Whether its addresses are proven, each link of a CNAME chain included.</param>
public sealed record MxHost(string Name, int Port, IReadOnlyList<IPAddress> Addresses, DnsSecurity Security)
{
    /// <summary>The name at the end of its CNAME chain, normalized; <see cref="Name"/> where there is none.</summary>
    public string CanonicalName { get; init; } = Name;
}
