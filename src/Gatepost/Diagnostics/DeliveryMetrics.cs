using System.Diagnostics.Metrics;
using Gatepost.Messages;

namespace Gatepost.Diagnostics;

/// <summary>What goes out, in numbers. Labels have few values: never one that a stranger chooses.</summary>
internal sealed class DeliveryMetrics
{
    private readonly Counter<long> _messages, _recipients, _calls, _handshakes, _failures, _octets;

    public DeliveryMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Gatepost");
        _messages = meter.CreateCounter<long>(
            "gatepost.delivery.messages", "{transaction}", "Transactions that a next hop took, by the assurance reached.");
        _octets = meter.CreateCounter<long>("gatepost.delivery.content", "By", "Octets of content that a next hop took.");
        _recipients = meter.CreateCounter<long>(
            "gatepost.delivery.recipients", "{recipient}", "Recipients of attempts, by outcome.");
        _calls = meter.CreateCounter<long>(
            "gatepost.delivery.connections", "{connection}", "Connections to hosts: opened, reused, or failed.");
        _handshakes = meter.CreateCounter<long>(
            "gatepost.delivery.tls.handshakes", "{handshake}", "TLS handshakes as client, by version and reachable assurance.");
        _failures = meter.CreateCounter<long>(
            "gatepost.delivery.failures", "{failure}", "What went wrong at hosts, by stage and kind.");
    }

    /// <summary>A new connection that got as far as its TLS did; also where it failed after the handshake.</summary>
    public void Opened(TlsFacts tls, bool succeeded)
    {
        _calls.Add(1, new KeyValuePair<string, object?>("how", succeeded ? "opened" : "failed"));
        if (tls.IsEncrypted) _handshakes.Add(1, new("version", tls.Protocol), new("reachable", tls.Reachable.Word()));
    }

    public void Reused() => _calls.Add(1, new KeyValuePair<string, object?>("how", "reused"));

    public void Took(Assurance reached, long octets)
    {
        _messages.Add(1, new KeyValuePair<string, object?>("assurance", reached.Word()));
        _octets.Add(octets);
    }

    public void Failed(string stage, string kind) => _failures.Add(1, new("stage", stage), new("kind", kind));

    public void Settled(Disposition disposition) =>
        _recipients.Add(1, new KeyValuePair<string, object?>("outcome", Label.Of(disposition)));
}
