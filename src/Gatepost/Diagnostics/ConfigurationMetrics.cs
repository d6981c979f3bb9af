using System.Diagnostics.Metrics;

namespace Gatepost.Diagnostics;

/// <summary>Changes of the configuration.</summary>
internal sealed class ConfigurationMetrics
{
    private readonly Counter<long> _reloads;

    public ConfigurationMetrics(IMeterFactory meters) => _reloads = meters.Create("Gatepost").CreateCounter<long>(
        "gatepost.configuration.reloads", "{reload}", "Changed configurations that were read, by whether they were taken");

    public void Reloaded(bool taken) => _reloads.Add(1, new KeyValuePair<string, object?>("taken", taken ? "yes" : "no"));
}
