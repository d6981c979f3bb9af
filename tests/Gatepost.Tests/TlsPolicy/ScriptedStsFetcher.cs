using System.Collections.Concurrent;
using System.Text;
using Gatepost.Protocols.MtaSts;
using Gatepost.TlsPolicy.Sts;

namespace Gatepost.Tests.TlsPolicy;

/// <summary>Policies by domain; what is not there fails.</summary>
internal sealed class ScriptedStsFetcher : IStsFetcher
{
    private readonly ConcurrentDictionary<string, StsFetch> _answers = new();

    /// <summary>The domains that were fetched, in order.</summary>
    public ConcurrentQueue<string> Fetched { get; } = new();

    /// <summary>Fetches end when this does.</summary>
    public Task Until { get; set; } = Task.CompletedTask;

    public static StsPolicy Policy(string mode, long maxAge, params string[] mx) => StsPolicy.Read(Encoding.ASCII.GetBytes(
        $"version: STSv1\nmode: {mode}\n{string.Concat(mx.Select(m => $"mx: {m}\n"))}max_age: {maxAge}\n")).Policy!;

    public void Serve(string domain, string mode, params string[] mx) => Serve(domain, mode, 604_800, mx);

    public void Serve(string domain, string mode, long maxAge, params string[] mx) =>
        _answers[domain] = new(Policy(mode, maxAge, mx), null, null);

    public void Fail(string domain, StsFetchProblem problem = StsFetchProblem.FetchError, string words = "it answered 404") =>
        _answers[domain] = StsFetch.Failed(problem, words);

    public async Task<StsFetch> FetchAsync(string domain, CancellationToken cancellationToken)
    {
        Fetched.Enqueue(domain);
        await Until;
        return _answers.GetValueOrDefault(domain) ?? StsFetch.Failed(StsFetchProblem.FetchError, "nobody answers");
    }
}
