using System.Diagnostics.Metrics;
using Gatepost.Protocols.Dns;

namespace Gatepost.Diagnostics;

/// <summary>How the DNS answers us.</summary>
internal sealed class DnsMetrics
{
    private readonly Meter _meter;
    private readonly Counter<long> _questions;

    public DnsMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("Gatepost");
        _questions = _meter.CreateCounter<long>("gatepost.dns.questions", "{question}",
            "Questions put to resolvers, by record type and outcome; what the cache answers is not counted");
    }

    public void Asked<T>(DnsType type, T outcome) where T : struct, Enum =>
        _questions.Add(1, new("type", TypeOf(type)), new("outcome", Label.Of(outcome)));

    /// <summary>Shows whether answers come with proofs.</summary>
    public void Observe(Func<bool> isProven) => _meter.CreateObservableGauge("gatepost.dns.dnssec", () => isProven() ? 1 : 0,
        description: "1 while a resolver that we trust has shown that it validates, else 0: DANE is off, or waits");

    private static string TypeOf(DnsType type) => type switch
    {
        DnsType.ReverseName => "ptr",
        DnsType.Service => "srv",
        _ => Label.Of(type),
    };
}
