using System.Diagnostics.Metrics;
using Gatepost.Messages;

namespace Gatepost.Diagnostics;

/// <summary>What comes in, in numbers. Labels have few values: never one that a stranger chooses.</summary>
internal sealed class InboundMetrics
{
    private readonly UpDownCounter<int> _open;
    private readonly Counter<long> _sessions, _messages, _octets, _handshakes, _rejected, _logins;

    public InboundMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Gatepost");
        _open = meter.CreateUpDownCounter<int>("gatepost.inbound.sessions.open", "{session}", "Sessions that are open now.");
        _sessions = meter.CreateCounter<long>("gatepost.inbound.sessions", "{session}", "Sessions, by how they began.");
        _messages = meter.CreateCounter<long>("gatepost.inbound.messages", "{message}", "Messages taken in, by assurance.");
        _octets = meter.CreateCounter<long>("gatepost.inbound.content", "By", "Octets of content taken in.");
        _handshakes = meter.CreateCounter<long>(
            "gatepost.inbound.tls.handshakes", "{handshake}", "TLS handshakes as server, by version.");
        _rejected = meter.CreateCounter<long>("gatepost.inbound.rejected", "{reply}", "Negative replies, by code.");
        _logins = meter.CreateCounter<long>("gatepost.inbound.logins", "{login}", "Logins, by result.");
    }

    public void SessionBegan(string listener)
    {
        _open.Add(1, Tag("listener", listener));
        _sessions.Add(1, Tag("listener", listener), Tag("result", "admitted"));
    }

    public void SessionEnded(string listener) => _open.Add(-1, Tag("listener", listener));

    public void SessionRefused(string listener, string reason) =>
        _sessions.Add(1, Tag("listener", listener), Tag("result", reason));

    public void MessageAccepted(string listener, Assurance assurance, long octets)
    {
        _messages.Add(1, Tag("listener", listener), Tag("assurance", assurance.Word()));
        _octets.Add(octets, Tag("listener", listener));
    }

    /// <summary>A handshake; <paramref name="version"/> null where it failed.</summary>
    public void HandshakeEnded(string listener, string? version) =>
        _handshakes.Add(1, Tag("listener", listener), Tag("version", version ?? "failed"));

    public void Rejected(string listener, string code) => _rejected.Add(1, Tag("listener", listener), Tag("code", code));

    public void LoginEnded(string listener, bool succeeded) =>
        _logins.Add(1, Tag("listener", listener), Tag("result", succeeded ? "ok" : "failed"));

    private static KeyValuePair<string, object?> Tag(string name, object value) => new(name, value);
}
