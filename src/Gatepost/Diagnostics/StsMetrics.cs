using System.Diagnostics.Metrics;

namespace Gatepost.Diagnostics;

/// <summary>How the policies of MTA-STS come to us.</summary>
internal sealed class StsMetrics
{
    private readonly Counter<long> _fetches;

    public StsMetrics(IMeterFactory meters) => _fetches = meters.Create("Gatepost").CreateCounter<long>(
        "gatepost.sts.fetches", "{fetch}",
            "Policies of MTA-STS that were fetched, by outcome: ok, fetch_error, invalid, web_pki_invalid");

    public void Fetched(string outcome) => _fetches.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
