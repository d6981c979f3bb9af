using Gatepost.Checks.ClientAccess;
using Gatepost.Checks.Survey;
using Gatepost.Configuration;

namespace Gatepost.Checks.Own;

/// <summary>Looks at our own place from the inside.</summary>
/// <remarks>
///   (1) Each listener, as a stranger on this machine: one after the other, since they share limits.
///   (2) Each server behind us, the way that our own mail goes.
///   (3) The servers from which people read and send mail.
/// </remarks>
/// <param name="inside">The rooms of the walk, under the configuration of this gateway.</param>
/// <param name="outside">The same as a stranger has them.</param>
internal sealed class OwnSurveyor(CheckTools inside, CheckTools outside)
{
    public async Task<OwnSurvey> LookAsync(
        IReadOnlyList<DomainSurvey> domains, Action<string> progress, CancellationToken cancellationToken)
    {
        var config = inside.Config.Current;
        using var probes = new TlsProbes(outside);
        var surveyor = new ListenerSurveyor(outside, config, probes);
        var listeners = new List<ListenerSurvey>();
        foreach (var listener in config.Listeners)
            foreach (var address in listener.Addresses.DistinctBy(ListenerSurveyor.Callable))
                listeners.Add(await surveyor.LookAsync(listener, address, progress, cancellationToken));              // (1)
        return new()
        {
            Config = config,
            At = inside.Time.GetUtcNow(),
            Domains = domains,
            Listeners = listeners,
            InternalHops = await LookBehindAsync(config, progress, cancellationToken),                                // (2)
            ClientAccess = await new AccessSurveyor(inside).LookAsync(                                                // (3)
                [.. domains.Select(static survey => survey.Domain)], progress, cancellationToken),
        };
    }

    private async Task<IReadOnlyList<HopSurvey>> LookBehindAsync(
        GatepostConfig config, Action<string> progress, CancellationToken cancellationToken)
    {
        using var calls = new SemaphoreSlim(1);
        var surveyor = new DomainSurveyor(inside, calls) { Depth = SurveyDepth.Walk };
        var hops = new List<HopSurvey>();
        foreach (var rows in config.Domains.GroupBy(static row => (row.NextHop, row.Tls)))
        {
            var name = rows.First().Name;
            var seen = await surveyor.LookAsync(name.StartsWith('.') ? "any" + name : name, progress, cancellationToken);
            hops.Add(new(rows.Key.NextHop, [.. rows], seen));
        }

        return hops;
    }
}
