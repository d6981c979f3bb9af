using System.Net;

namespace Gatepost.Configuration;

/// <summary><c>[dns]</c>: whom we ask.</summary>
public sealed record DnsConfig
{
    /// <summary>Resolvers in their order; empty: the system's.</summary>
    public IReadOnlyList<IPEndPoint> Resolvers { get; init; } = [];

    /// <summary>One question to one resolver.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Questions to each resolver.</summary>
    public int Tries { get; init; } = 2;
}
