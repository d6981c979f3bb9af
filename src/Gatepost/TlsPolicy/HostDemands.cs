using Gatepost.Messages;

namespace Gatepost.TlsPolicy;

/// <summary>The demands on the hosts of one route, by their normalized names. Immutable.</summary>
public sealed class HostDemands
{
    /// <summary>No host is told from another.</summary>
    public static readonly HostDemands None = new(new Dictionary<string, HostDemand>());

    private readonly IReadOnlyDictionary<string, HostDemand> _byName;

    private HostDemands(IReadOnlyDictionary<string, HostDemand> byName) => _byName = byName;

    /// <summary>The strictest level that any host is held to.</summary>
    public TlsLevel Strictest => _byName.Values.Select(demand => demand.Level).Aggregate(TlsLevel.None, TlsLevels.Stricter);

    /// <summary>What each of these hosts is held to.</summary>
    public static HostDemands Of(IEnumerable<(string Host, HostDemand Demand)> demands) =>
        new(demands.ToDictionary(pair => pair.Host, pair => pair.Demand, StringComparer.Ordinal));

    /// <summary>What is demanded of a host.</summary>
    public HostDemand For(string host) => _byName.GetValueOrDefault(host, HostDemand.Nothing);

    /// <summary>Both at once.</summary>
    public HostDemands And(HostDemands other)
    {
        if (other._byName.Count == 0) return this;
        if (_byName.Count == 0) return other;
        return Of(_byName.Keys.Union(other._byName.Keys).Select(host => (host, For(host).And(other.For(host)))));
    }
}
