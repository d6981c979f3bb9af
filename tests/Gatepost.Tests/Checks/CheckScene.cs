using System.Net;
using System.Text;
using Gatepost.Checks.TlsProbing;
using Gatepost.Configuration;
using Gatepost.Dns;
using Gatepost.Protocols.MtaSts;
using Gatepost.Tests.Delivery;
using Gatepost.TlsPolicy.Sts;

namespace Gatepost.Tests.Checks;

/// <summary>A domain as it could be found: what the DNS says, and who listens.</summary>
/// <param name="Name">Of the scene, and of its golden file.</param>
/// <param name="Finds">The ids that it is there for.</param>
/// <param name="Zone">Of <see cref="Dns.ZoneResolver"/>; <c>_25.</c> stands for the port in use.</param>
internal sealed record CheckScene(string Name, string[] Finds, string Zone) : IStsFetcher
{
    public (string Address, PeerScript Script)[] Peers { get; init; } = [];

    public Func<GatepostConfig, GatepostConfig> Configure { get; init; } = config => config;

    /// <summary>What a probe of TLS sees at each address; null: none is made.</summary>
    public TlsProbeFacts? Probe { get; init; }

    /// <summary>What our resolver is worth; null: it validates.</summary>
    public DnssecTrust? Trust { get; init; }

    public Func<IPAddress, bool> HasRoute { get; init; } = _ => true;

    /// <summary>The lines of the policy of MTA-STS; null: its page cannot be had.</summary>
    public string[]? Policy { get; init; }

    public StsFetchProblem Problem { get; init; }

    public Task<StsFetch> FetchAsync(string domain, CancellationToken cancellationToken) => Task.FromResult(Policy is null
        ? StsFetch.Failed(Problem, "it answered 404")
        : new(StsPolicy.Read(Encoding.ASCII.GetBytes(string.Join('\n', Policy))).Policy, null, null));

    public override string ToString() => Name;
}
