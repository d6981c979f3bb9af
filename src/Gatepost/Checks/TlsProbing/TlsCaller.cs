using System.Security.Cryptography;
using Gatepost.Checks.Dialogues;
using Gatepost.Protocols.TlsProbe;

namespace Gatepost.Checks.TlsProbing;

/// <summary>
/// Calls the peer, one connection after the other, one ClientHello on each, and keeps within the budget. Where TLS cannot
/// begin it waits, and tries once more; when that fails too it calls no more: the peer has had enough of us, or is gone.
/// </summary>
internal sealed class TlsCaller(TlsProbeTarget target, TimeProvider time, IProgress<TlsProbeProgress>? progress)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>What is being looked at, for people.</summary>
    public string Subject { get; set; } = "";

    public TlsProbeTarget Target => target;

    /// <summary>Connections so far.</summary>
    public int Connections { get; private set; }

    /// <summary>Why no more calls are made; null while they are.</summary>
    public CallFault? Stopped { get; private set; }

    /// <summary>The peer asked for a certificate of ours.</summary>
    public bool AsksForCertificate { get; private set; }

    /// <summary>Sends one greeting and reads the answer.</summary>
    /// <exception cref="OperationCanceledException">The caller wants to stop.</exception>
    public async ValueTask<HelloAnswer> CallAsync(ClientHelloOffer offer, CancellationToken cancellationToken)
    {
        var hello = ClientHello.Write(offer);
        var flight = new ServerFlight();
        var fault = await TalkAsync(line => ExchangeAsync(line, hello, flight), cancellationToken);
        AsksForCertificate |= flight.AsksForCertificate;
        return fault is null ? new() { Flight = flight } : HelloAnswer.Unknown(fault);
    }

    /// <summary>Sends the greeting of SSL 2.0.</summary>
    /// <returns>The answer, null where it was refused; or why nothing was learnt.</returns>
    /// <exception cref="OperationCanceledException">The caller wants to stop.</exception>
    public async ValueTask<(Ssl2ServerHello? Hello, CallFault? Fault)> CallSsl2Async(CancellationToken cancellationToken)
    {
        Ssl2ServerHello? hello = null;
        var fault = await TalkAsync(async line =>
        {
            (hello, var trouble) = await ExchangeSsl2Async(line);
            return trouble;
        }, cancellationToken);
        return (hello, fault);
    }

    /// <summary>Calls no more.</summary>
    public void Stop(string why) => Stopped ??= new(CallFaultKind.Closed, why);

    /// <summary>Opens a connection up to where the ClientHello is due, and lets somebody talk on it: the one door to the
    /// peer.</summary>
    /// <exception cref="OperationCanceledException">The caller wants to stop.</exception>
    public async ValueTask<CallFault?> TalkAsync(
        Func<PeerLine, ValueTask<CallFault?>> talk, CancellationToken cancellationToken)
    {
        var (line, fault) = await OpenAsync(cancellationToken);
        if (fault is { MayPass: true })
        {
            await Task.Delay(target.Limits.SecondTry, time, cancellationToken);
            (line, fault) = await OpenAsync(cancellationToken);
        }

        Stopped ??= fault;
        if (line is null) return Stopped;
        await using (line)
        {
            return await talk(line);
        }
    }

    private async ValueTask<(PeerLine? Line, CallFault? Fault)> OpenAsync(CancellationToken cancellationToken)
    {
        if ((Stopped ?? OutOfBudget()) is { } stop) return (null, stop);
        if (Connections > 0) await Task.Delay(target.Limits.Pause, time, cancellationToken);
        Connections++;
        progress?.Report(new(Connections, Subject));
        var (line, fault) = await PeerLine.ConnectAsync(
            target.Address, target.Limits.Connect, target.Limits.Reply, time, cancellationToken);
        if (line is null) return (null, fault);
        var hasBegun = false;
        try
        {
            fault = await target.Beginning.BeginAsync(line);
            hasBegun = fault is null;
            return (hasBegun ? line : null, fault);
        }
        finally
        {
            if (!hasBegun) await line.DisposeAsync();
        }
    }

    private CallFault? OutOfBudget() =>
        Connections >= target.Limits.Connections
            ? new(CallFaultKind.OutOfBudget, $"the limit of {target.Limits.Connections} connections is reached")
        : time.GetElapsedTime(_start) >= target.Limits.Time
            ? new(CallFaultKind.OutOfBudget, $"the limit of {target.Limits.Time.TotalMinutes:0.#} minutes is reached")
        : null;

    private async ValueTask<CallFault?> ExchangeAsync(PeerLine line, byte[] hello, ServerFlight flight)
    {
        var fault = await line.WriteAsync(hello, target.Limits.Answer);
        while (fault is null && !flight.IsOver)
        {
            (var octets, fault) = await line.ReadAsync(target.Limits.Answer);
            if (fault is null && octets.IsEmpty) return null;
            flight.Feed(octets.Span);
        }

        // To close or to reset is how many servers say no.
        return fault is { Kind: CallFaultKind.Closed } ? null : fault;
    }

    private async ValueTask<(Ssl2ServerHello? Hello, CallFault? Fault)> ExchangeSsl2Async(PeerLine line)
    {
        var heard = new List<byte>();
        var fault = await line.WriteAsync(Ssl2Hello.Write(RandomNumberGenerator.GetBytes(16)), target.Limits.Answer);
        while (fault is null && heard.Count < TlsLimits.Answer)
        {
            (var octets, fault) = await line.ReadAsync(target.Limits.Answer);
            if (fault is null && octets.IsEmpty) break;
            heard.AddRange(octets.Span);
            if (!Ssl2ServerHello.TryRead(heard.ToArray(), out var hello) || hello is not null) return (hello, null);
        }

        // A server that does not know the greeting may wait for the rest of what it takes for a record.
        return (null, fault is { Kind: CallFaultKind.Closed or CallFaultKind.TimedOut } ? null : fault);
    }
}
