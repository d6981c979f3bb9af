using Gatepost.Checks.Dialogues;
using Gatepost.Protocols.TlsProbe;

namespace Gatepost.Checks.TlsProbing;

/// <summary>
/// Makes a handshake of TLS 1.2 to its end, and begins anew inside it, as often as the limits say: no more work for the server
/// than as many connections. Then once more as a client that knows nothing of RFC 5746.
/// </summary>
internal sealed class RenegotiationScan(TlsGroup group, TlsCaller caller)
{
    public async ValueTask<FeatureFacts> RunAsync(FeatureFacts known, CancellationToken cancellationToken)
    {
        caller.Subject = "renegotiation";
        var most = caller.Target.Limits.Renegotiations;
        var count = known.SecureRenegotiation is Observed.Yes
            ? await CountAsync(RenegotiationSignal.Extension, most, cancellationToken)
            : null;
        var insecure = await CountAsync(RenegotiationSignal.None, 1, cancellationToken);
        return known with
        {
            ClientRenegotiations = count,
            InsecureRenegotiation = insecure switch { null => Observed.Unknown, 0 => Observed.No, _ => Observed.Yes },
        };
    }

    /// <summary>How often it could begin anew; null where not even the first handshake came to its end.</summary>
    private async ValueTask<int?> CountAsync(RenegotiationSignal signal, int most, CancellationToken cancellationToken)
    {
        using var handshake = new Tls12Handshake(new(caller.Target.ServerName, group, signal));
        await caller.TalkAsync(async line =>
        {
            CallFault? fault = null;
            do fault = await OneAsync(line, handshake);
            while (fault is null && handshake.Progress is HandshakeProgress.Established && handshake.Completed <= most);
            if (handshake.Progress is HandshakeProgress.Established)
                await line.WriteAsync(handshake.Seal(caller.Target.Beginning.Farewell.Span), caller.Target.Limits.Answer);
            return fault;
        }, cancellationToken);
        return handshake.Completed == 0 ? null : handshake.Completed - 1;
    }

    private async ValueTask<CallFault?> OneAsync(PeerLine line, Tls12Handshake handshake)
    {
        var limit = caller.Target.Limits.Answer;
        var fault = await line.WriteAsync(handshake.Begin(), limit);
        while (fault is null && handshake.Progress is HandshakeProgress.Waiting)
        {
            (var octets, fault) = await line.ReadAsync(limit);
            if (fault is null && octets.IsEmpty) return new(CallFaultKind.Closed, "the connection was closed");
            if (fault is null && handshake.Feed(octets.Span) is { Length: > 0 } answer)
                fault = await line.WriteAsync(answer, limit);
        }

        return fault;
    }
}
