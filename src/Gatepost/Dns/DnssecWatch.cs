using System.Net;
using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Gatepost.Dns;

/// <summary>
/// Keeps in view whether our resolvers validate, and says whom to ask and what an answer is worth. A gateway that takes a
/// resolver's silence on proofs for "unsigned" can be made to forget DANE by whoever breaks the resolver; so one that has been
/// seen to validate is held to it.
/// </summary>
/// <remarks>
/// Each trusted resolver is asked at the start, every minute for the signed name and every hour for the forged one; before the
/// next answer is taken, where it was silent. Only a change of <c>[dns]</c> makes a resolver that validated one of which nothing
/// is expected.
/// </remarks>
internal sealed partial class DnssecWatch(Resolvers resolvers, DnssecProbe probe, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1), FullInterval = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<IPEndPoint, DnssecSight> _sights = [];
    private ResolverPanel? _panel;
    private bool _hasValidated;
    private DnssecStance? _stance;
    private Task? _round;

    /// <summary>Called where what was known is worth something else from now on.</summary>
    public Action Changed { get; init; } = static () => { };

    /// <summary>As it is seen now; nobody is asked.</summary>
    public DnssecTrust Trust
    {
        get { lock (_gate) return Look_NeedsLock().Trust; }
    }

    /// <summary>Whom to ask, after a round of probes where nothing is known yet, or nothing any more.</summary>
    public async ValueTask<DnssecStance> FindStanceAsync()
    {
        for (var isFirst = true; ; isFirst = false)
        {
            Task round;
            lock (_gate)
            {
                var stance = Look_NeedsLock();
                // A second round is for those who came into the configuration during the first; silence is not asked twice.
                if (isFirst ? !IsOpen_NeedsLock() : !HasUnasked_NeedsLock())
                    return stance with { Servers = Undoubted_NeedsLock(stance.Servers) };
                round = Round_NeedsLock(isFull: true);
            }

            await round;
        }
    }

    /// <summary>A resolver was silent: whoever answers there next has to show that it validates.</summary>
    public void Doubt(IPEndPoint server)
    {
        lock (_gate)
        {
            if (_sights.TryGetValue(server, out var sight)) _sights[server] = sight with { IsDoubted = true };
        }
    }

    /// <summary>Probes until it is stopped.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await ProbeAsync().WaitAsync(cancellationToken);
                await Task.Delay(Interval, time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    /// <summary>Asks each trusted resolver what is due.</summary>
    public Task ProbeAsync()
    {
        lock (_gate)
        {
            Look_NeedsLock();
            return Round_NeedsLock(isFull: false);
        }
    }

    private bool IsOpen_NeedsLock() => _sights.Values.Any(static sight => sight.IsOpen)
        && !_sights.Values.Any(static sight => sight is { Validates: true, IsDoubted: false });

    private bool HasUnasked_NeedsLock() => _sights.Values.Any(static sight => sight.Result.Verdict is ProbeVerdict.Unasked);

    private IReadOnlyList<IPEndPoint> Undoubted_NeedsLock(IReadOnlyList<IPEndPoint> servers) =>
        [.. servers.Where(server => _sights.GetValueOrDefault(server) is not { Validates: true, IsDoubted: true })];

    private Task Round_NeedsLock(bool isFull) => _round ??= RoundAsync(_panel!, isFull, [.. _sights]);

    private async Task RoundAsync(ResolverPanel panel, bool isFull, KeyValuePair<IPEndPoint, DnssecSight>[] sights)
    {
        await Task.Yield(); // the lock is held by whoever began the round
        try
        {
            var seen = await Task.WhenAll(sights.Select(pair => SeeAsync(panel.Config, pair.Key, pair.Value, isFull)));
            lock (_gate)
            {
                if (_panel != panel) return;
                foreach (var (before, now) in sights.Zip(seen)) _sights[before.Key] = now;
            }
        }
        finally
        {
            lock (_gate)
            {
                _round = null;
                Look_NeedsLock();
            }
        }
    }

    private async Task<DnssecSight> SeeAsync(DnsConfig config, IPEndPoint server, DnssecSight before, bool isFull)
    {
        var now = time.GetSteadyTime();
        if (isFull || !before.Validates || before.IsDoubted || now - before.FullyAskedAt >= FullInterval)
            return new(await probe.AskAsync(server, config), now);
        var quick = await probe.AskAsync(server, config with { DnssecBogusProbe = "" });
        return quick.Verdict is ProbeVerdict.Validates ? before : new(quick, now);
    }

    /// <summary>Takes a new panel in, judges, and tells where the judgement is another.</summary>
    private DnssecStance Look_NeedsLock()
    {
        var panel = resolvers.Current;
        if (panel != _panel) Take_NeedsLock(panel);
        _hasValidated |= _sights.Values.Any(static sight => sight.Validates);
        var stance = DnssecJudgement.Of(panel, _sights, _hasValidated);
        var before = _stance;
        var since = before?.Trust.State == stance.Trust.State ? before.Trust.Since : time.GetUtcNow();
        if (before?.Trust == stance.Trust with { Since = since }) return before;
        _stance = stance with { Trust = stance.Trust with { Since = since } };
        // What was found while nobody could say is not kept by anybody.
        if (before?.Trust.State is DnssecState.Validates or DnssecState.DoesNotValidate) Changed();
        if (before is not null || stance.Trust.State is not DnssecState.Unproven) Tell(_stance);
        return _stance;
    }

    private void Take_NeedsLock(ResolverPanel panel)
    {
        if (_panel is null || !_panel.Config.IsSameAs(panel.Config))
        {
            _hasValidated = false;
            _sights.Clear();
        }

        foreach (var gone in _sights.Keys.Except(panel.Trusted).ToArray()) _sights.Remove(gone);
        foreach (var server in panel.Trusted) _sights.TryAdd(server, new(ProbeResult.Unasked, DateTimeOffset.MinValue));
        _panel = panel;
    }

    private void Tell(DnssecStance stance)
    {
        var isWell = stance.Trust.State is DnssecState.Validates && _sights.Values.All(static sight => sight.Validates);
        if (isWell) LogProven(stance.Trust.Words);
        else LogUnproven(stance.Trust.State, stance.Trust.Words);
    }

    [LoggerMessage(EventIds.DnssecProven, LogLevel.Information, "DNSSEC: {Words}")]
    private partial void LogProven(string words);

    [LoggerMessage(EventIds.DnssecUnproven, LogLevel.Warning, "DNSSEC ({State}): {Words}")]
    private partial void LogUnproven(DnssecState state, string words);
}
