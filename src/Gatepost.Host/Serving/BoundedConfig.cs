using Gatepost.Configuration;

namespace Gatepost.Host.Serving;

/// <summary>
/// The configuration as far as the process's limit of open files allows: fewer sessions and fewer attempts at once than were
/// asked for. Without it a flood of clients would leave no file for the queue, and none for the mail that goes out.
/// </summary>
internal sealed class BoundedConfig(IConfigSource source, int descriptors) : IConfigSource
{
    private readonly Lock _gate = new();
    private GatepostConfig? _whole, _bounded;

    /// <summary>As it was asked for.</summary>
    public GatepostConfig Whole => source.Current;

    public GatepostConfig Current
    {
        get
        {
            var whole = source.Current;
            lock (_gate)
            {
                if (!ReferenceEquals(whole, _whole)) (_whole, _bounded) = (whole, Bound(whole));
                return _bounded!;
            }
        }
    }

    public IDisposable OnChange(Action<GatepostConfig> changed) => source.OnChange(whole => changed(Bound(whole)));

    private GatepostConfig Bound(GatepostConfig whole)
    {
        var (limits, outbound) = (whole.Limits, whole.Outbound);
        var share = DescriptorLimit.Share(descriptors, limits.Sessions, outbound.Concurrency);
        return share >= 1 ? whole : whole with
        {
            Limits = limits with { Sessions = Math.Max(1, (int)(limits.Sessions * share)) },
            Outbound = outbound with { Concurrency = Math.Max(1, (int)(outbound.Concurrency * share)) },
        };
    }
}
