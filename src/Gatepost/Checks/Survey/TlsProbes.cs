using System.Collections.Concurrent;
using System.Net;
using Gatepost.Checks.TlsProbing;
using Gatepost.Configuration;

namespace Gatepost.Checks.Survey;

/// <summary>Probes of TLS, a few at once; each address once in a run, though many domains share its host.</summary>
internal sealed class TlsProbes(CheckTools tools) : IDisposable
{
    private const int AtOnce = 8;

    private readonly SemaphoreSlim _places = new(AtOnce);
    private readonly ConcurrentDictionary<TlsProbeTarget, Lazy<Task<TlsProbeFacts>>> _probes = new(new SameDoor());

    /// <summary>Probes, or waits for the probe that is under way.</summary>
    public Task<TlsProbeFacts> ProbeAsync(TlsProbeTarget target, Action<string> tell, CancellationToken cancellationToken) =>
        _probes.GetOrAdd(target, wanted => new(() => RunAsync(wanted, tell, cancellationToken))).Value;

    /// <summary>What a probe allows itself: no more patience than the run has.</summary>
    public static TlsProbeLimits Within(TimeoutsConfig timeouts)
    {
        var usual = new TlsProbeLimits();
        return usual with
        {
            Connect = Least(usual.Connect, timeouts.Connect),
            Reply = Least(usual.Reply, timeouts.Greeting),
            Answer = Least(usual.Answer, timeouts.TlsHandshake),
        };
    }

    public void Dispose() => _places.Dispose();

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private async Task<TlsProbeFacts> RunAsync(
        TlsProbeTarget target, Action<string> tell, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await tools.Probe(target, new Teller(target, tell), cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }

    private sealed class Teller(TlsProbeTarget target, Action<string> tell) : IProgress<TlsProbeProgress>
    {
        public void Report(TlsProbeProgress value) =>
            tell($"TLS of {target.Host} [{target.Address.Address}], call {value.Connections}: {value.Words}");
    }

    private sealed class SameDoor : IEqualityComparer<TlsProbeTarget>
    {
        public bool Equals(TlsProbeTarget? x, TlsProbeTarget? y) => Key(x) == Key(y);

        public int GetHashCode(TlsProbeTarget obj) => Key(obj).GetHashCode();

        private static (IPEndPoint?, string?, string?) Key(TlsProbeTarget? target) =>
            (target?.Address, target?.Host, target?.Beginning.Words);
    }
}
