using Gatepost.Checks.Dialogues;
using Gatepost.Protocols.TlsProbe;

namespace Gatepost.Checks.TlsProbing;

/// <summary>
/// Makes a handshake of TLS 1.3 to its end and takes leave inside, to see what stands behind its encryption: signature,
/// certificates, tickets, early data. The answer to our leave tells that no more tickets will come before it.
/// </summary>
internal sealed class Tls13Session(TlsGroup group, TlsCaller caller, ProbeNotes notes)
{
    public async ValueTask<TlsProbeFacts> RunAsync(TlsProbeFacts known, CancellationToken cancellationToken)
    {
        caller.Subject = "a whole session of TLS 1.3";
        using var handshake = new Tls13Handshake(new(caller.Target.ServerName, group));
        await caller.TalkAsync(line => SessionAsync(line, handshake), cancellationToken);
        if (handshake.Progress is not HandshakeProgress.Established) return known;
        var isRsa = handshake.Scheme.Word().StartsWith("Rsa", StringComparison.Ordinal);
        notes.NoteChain(isRsa ? "RSA" : "ECDSA", handshake.Certificates);
        var early = handshake.Tickets.Any(static ticket => ticket.EarlyData > 0);
        var none = handshake.HasSpoken ? Observed.No : Observed.Unknown;
        return known with
        {
            Signatures = known.Signatures with { Tls13 = handshake.Scheme.Word() },
            Features = known.Features with
            {
                Tls13Tickets = handshake.Tickets.Count > 0 ? Observed.Yes : none,
                EarlyData = early ? Observed.Yes : handshake.Tickets.Count > 0 ? Observed.No : none,
            },
        };
    }

    private async ValueTask<CallFault?> SessionAsync(PeerLine line, Tls13Handshake handshake)
    {
        var limit = caller.Target.Limits.Answer;
        var fault = await line.WriteAsync(handshake.Begin(), limit);
        while (fault is null && !handshake.HasSpoken
            && handshake.Progress is HandshakeProgress.Waiting or HandshakeProgress.Established)
        {
            (var octets, fault) = await line.ReadAsync(limit);
            if (fault is not null || octets.IsEmpty) break;
            var wasWaiting = handshake.Progress is HandshakeProgress.Waiting;
            byte[] answer = handshake.Feed(octets.Span);
            if (wasWaiting && handshake.Progress is HandshakeProgress.Established)
                answer = [.. answer, .. handshake.Seal(caller.Target.Beginning.Farewell.Span)];
            if (answer.Length > 0) fault = await line.WriteAsync(answer, limit);
        }

        return fault;
    }
}
