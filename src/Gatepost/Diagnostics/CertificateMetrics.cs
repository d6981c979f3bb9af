using System.Diagnostics.Metrics;

namespace Gatepost.Diagnostics;

/// <summary>Our own certificates.</summary>
internal sealed class CertificateMetrics
{
    private readonly Meter _meter;
    private readonly Counter<long> _reads;

    public CertificateMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("Gatepost");
        _reads = _meter.CreateCounter<long>("gatepost.certificates.reads", "{read}",
            "Changed certificate files that were read, by whether they were taken");
    }

    public void Read(bool taken) => _reads.Add(1, new KeyValuePair<string, object?>("taken", taken ? "yes" : "no"));

    /// <summary>Shows when each certificate ends, as seconds since 1970.</summary>
    public void Observe(Func<IEnumerable<(string Name, DateTimeOffset NotAfter)>> certificates) =>
        _meter.CreateObservableGauge("gatepost.certificates.not_after", () => certificates().Select(static one =>
            new Measurement<long>(one.NotAfter.ToUnixTimeSeconds(), new KeyValuePair<string, object?>("certificate", one.Name))),
            "s", "When each of our certificates ends, in seconds since 1970");
}
