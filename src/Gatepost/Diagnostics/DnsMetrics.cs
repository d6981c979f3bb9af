using System.Diagnostics.Metrics;

namespace Gatepost.Diagnostics;

/// <summary>How the DNS answers us.</summary>
internal sealed class DnsMetrics
{
    private readonly Counter<long> _questions;

    public DnsMetrics(IMeterFactory meters) => _questions = meters.Create("Gatepost").CreateCounter<long>(
        "gatepost.dns.questions", "{question}",
            "Questions put to resolvers, by record type and outcome; what the cache answers is not counted");

    public void Asked(string type, string outcome) => _questions.Add(1, new("type", type), new("outcome", outcome));
}
