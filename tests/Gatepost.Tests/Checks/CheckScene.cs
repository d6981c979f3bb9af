using System.Net;
using System.Text;
using Gatepost.Checks.Own;
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

    /// <summary>What people's programs find behind the gateway, at the ports that they know.</summary>
    public (string Address, int Port, PeerScript Script)[] Clients { get; init; } = [];

    /// <summary>What we are told about our own place.</summary>
    public OwnQuestions Own { get; init; } = new() { Interfaces = () => [] };

    public Func<GatepostConfig, GatepostConfig> Configure { get; init; } = config => config;

    /// <summary>What a probe of TLS sees at each address; null: none is made.</summary>
    public TlsProbeFacts? Probe { get; init; }

    /// <summary>What our resolver is worth; null: it validates.</summary>
    public DnssecTrust? Trust { get; init; }

    public Func<IPAddress, bool> HasRoute { get; init; } = _ => true;

    /// <summary>The lines of the policy of MTA-STS; null: its page cannot be had.</summary>
    public string[]? Policy { get; init; }

    public StsFetchProblem Problem { get; init; }

    /// <summary>What the policy host answers where there is no page.</summary>
    public int? Status { get; init; }

    /// <summary>As what the policy is sent, where that is not text/plain.</summary>
    public string? OtherType { get; init; }

    /// <summary>Whether the domain is judged as ours.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Pages over HTTPS, by the address without what is asked behind it; others are not to be had.</summary>
    public Dictionary<string, HttpsAnswer> Pages { get; init; } = [];

    public Task<HttpsAnswer> AskAsync(HttpsQuestion question, CancellationToken _) => Task.FromResult(
        Pages.TryGetValue($"https://{question.Host}{question.Path.Split('?')[0]}", out var answer)
            ? answer
            : new(HttpsFault.NoHost, $"{question.Host} has no address: the DNS knows none"));

    public Task<StsFetch> FetchAsync(string domain, CancellationToken cancellationToken)
    {
        if (Policy is null)
        {
            var words = Status is null ? $"mta-sts.{domain} has no address: the DNS knows none" : $"mta-sts.{domain} answered {Status}";
            return Task.FromResult(StsFetch.Failed(Problem, words) with { Status = Status });
        }

        var (policy, findings) = StsPolicy.Read(Encoding.UTF8.GetBytes(string.Join('\n', Policy)));
        var fatal = findings.FirstOrDefault(finding => finding.IsFatal);
        var fetch = fatal is null ? new(policy, null, null) : StsFetch.Failed(StsFetchProblem.Invalid, $"it is no policy: {fatal.Describe()}");
        return Task.FromResult(fetch with { Findings = findings, OtherType = OtherType });
    }

    public override string ToString() => Name;
}
