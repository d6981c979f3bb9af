using System.Net;
using Gatepost.Configuration;

namespace Gatepost.Dns;

/// <summary>Whom we may ask.</summary>
/// <param name="Config">Whose choice it is.</param>
/// <param name="Servers">All of them, in their order.</param>
/// <param name="IsFromSystem">Whether the configuration leaves the choice to the system.</param>
internal sealed record ResolverPanel(DnsConfig Config, IReadOnlyList<IPEndPoint> Servers, bool IsFromSystem)
{
    /// <summary>
    /// Those whose word that an answer is proven can be taken. It is worth as much as the way to them: only on this machine, or
    /// where the operator says so, nobody changes it (RFC 4035 §4.9.3).
    /// </summary>
    public IReadOnlyList<IPEndPoint> Trusted { get; } =
        [.. Servers.Where(server => Config.TrustRemote || IPAddress.IsLoopback(server.Address))];

    /// <summary>Whether another panel would ask the same servers for the same reasons.</summary>
    public bool IsSameAs(ResolverPanel other) => Servers.SequenceEqual(other.Servers) && Config.IsSameAs(other.Config);
}
