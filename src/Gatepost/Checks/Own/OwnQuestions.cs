using System.Net;
using Gatepost.Checks.TlsProbing;
using Gatepost.Configuration;
using Gatepost.Routing;

namespace Gatepost.Checks.Own;

/// <summary>What we were told about our own place beside the configuration, and what tests give in place of the machine's.
/// </summary>
internal sealed record OwnQuestions
{
    /// <summary>Selectors of the keys with which our mail is signed.</summary>
    public IReadOnlyList<string> Selectors { get; init; } = [];

    /// <summary>Addresses from which our mail leaves; empty: find out.</summary>
    public IReadOnlyList<IPAddress> SendsFrom { get; init; } = [];

    /// <summary>Servers that people set in their mail programs, normalized.</summary>
    public IReadOnlyList<string> ClientHosts { get; init; } = [];

    /// <summary>The configuration of this gateway, where our domains are looked at as a stranger would; null: there is none.
    /// </summary>
    public GatepostConfig? Gateway { get; init; }

    /// <summary>The addresses of this machine.</summary>
    public Func<IReadOnlyCollection<IPAddress>> Interfaces { get; init; } = OwnAddresses.FindInterfaces;

    /// <summary>Where the port of a service is; in laboratories it is another.</summary>
    public Func<int, int> PortOf { get; init; } = static port => port;

    /// <summary>What a probe of TLS allows itself at the ports for mail programs.</summary>
    public TlsProbeLimits ProbeLimits { get; init; } = new();
}
