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

    /// <summary>Whether resolvers on other machines are believed when they say that an answer is proven.</summary>
    public bool TrustRemote { get; init; }

    /// <summary>A signed name; a resolver that validates proves it. Empty: nobody is asked.</summary>
    public string DnssecProbe { get; init; } = ".";

    /// <summary>A name whose signatures are broken on purpose; a resolver that validates refuses it. Empty: nobody is
    /// asked.</summary>
    public string DnssecBogusProbe { get; init; } = "dnssec-failed.org";

    /// <summary>Whether another says the same; records compare lists by reference.</summary>
    public bool IsSameAs(DnsConfig other) =>
        Resolvers.SequenceEqual(other.Resolvers) && this == other with { Resolvers = Resolvers };
}
