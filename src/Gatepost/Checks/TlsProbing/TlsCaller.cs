using System.Security.Cryptography;
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
    public ProbeFault? Stopped { get; private set; }

    /// <summary>The peer asked for a certificate of ours.</summary>
    public bool AsksForCertificate { get; private set; }

    /// <summary>Sends one greeting and reads the answer.</summary>
    /// <exception cref="OperationCanceledException">The caller wants to stop.</exception>
    public async ValueTask<HelloAnswer> CallAsync(ClientHelloOffer offer, CancellationToken cancellationToken)
    {
        var hello = ClientHello.Write(offer);
        var flight = new ServerFlight();
        var fault = await TalkAsync(wire => ExchangeAsync(wire, hello, flight), cancellationToken);
        AsksForCertificate |= flight.AsksForCertificate;
        return fault is null ? new() { Flight = flight } : HelloAnswer.Unknown(fault);
    }

    /// <summary>Sends the greeting of SSL 2.0.</summary>
    /// <returns>The answer, null where it was refused; or why nothing was learnt.</returns>
    /// <exception cref="OperationCanceledException">The caller wants to stop.</exception>
    public async ValueTask<(Ssl2ServerHello? Hello, ProbeFault? Fault)> CallSsl2Async(CancellationToken cancellationToken)
    {
        Ssl2ServerHello? hello = null;
        var fault = await TalkAsync(async wire =>
        {
            (hello, var trouble) = await ExchangeSsl2Async(wire);
            return trouble;
        }, cancellationToken);
        return (hello, fault);
    }

    /// <summary>Calls no more.</summary>
    public void Stop(string why) => Stopped ??= new(ProbeFaultKind.Closed, why);

    /// <summary>Opens a connection up to where the ClientHello is due, and lets somebody talk on it: the one door to the
    /// peer.</summary>
    /// <exception cref="OperationCanceledException">The caller wants to stop.</exception>
    public async ValueTask<ProbeFault?> TalkAsync(
        Func<ProbeWire, ValueTask<ProbeFault?>> talk, CancellationToken cancellationToken)
    {
        var (wire, fault) = await OpenAsync(cancellationToken);
        if (fault is { MayPass: true })
        {
            await Task.Delay(target.Limits.SecondTry, time, cancellationToken);
            (wire, fault) = await OpenAsync(cancellationToken);
        }

        Stopped ??= fault;
        if (wire is null) return Stopped;
        await using (wire)
        {
            return await talk(wire);
        }
    }

    private async ValueTask<(ProbeWire? Wire, ProbeFault? Fault)> OpenAsync(CancellationToken cancellationToken)
    {
        if ((Stopped ?? OutOfBudget()) is { } stop) return (null, stop);
        if (Connections > 0) await Task.Delay(target.Limits.Pause, time, cancellationToken);
        Connections++;
        progress?.Report(new(Connections, Subject));
        var (wire, fault) = await ProbeWire.ConnectAsync(target.Address, target.Limits.Connect, time, cancellationToken);
        if (wire is null) return (null, fault);
        var hasBegun = false;
        try
        {
            fault = await target.Beginning.BeginAsync(wire, target.Limits);
            hasBegun = fault is null;
            return (hasBegun ? wire : null, fault);
        }
        finally
        {
            if (!hasBegun) await wire.DisposeAsync();
        }
    }

    private ProbeFault? OutOfBudget() =>
        Connections >= target.Limits.Connections
            ? new(ProbeFaultKind.OutOfBudget, $"the limit of {target.Limits.Connections} connections is reached")
        : time.GetElapsedTime(_start) >= target.Limits.Time
            ? new(ProbeFaultKind.OutOfBudget, $"the limit of {target.Limits.Time.TotalMinutes:0.#} minutes is reached")
        : null;

    private async ValueTask<ProbeFault?> ExchangeAsync(ProbeWire wire, byte[] hello, ServerFlight flight)
    {
        var fault = await wire.WriteAsync(hello, target.Limits.Answer);
        while (fault is null && !flight.IsOver)
        {
            (var octets, fault) = await wire.ReadAsync(target.Limits.Answer);
            if (fault is null && octets.IsEmpty) return null;
            flight.Feed(octets.Span);
        }

        // To close or to reset is how many servers say no.
        return fault is { Kind: ProbeFaultKind.Closed } ? null : fault;
    }

    private async ValueTask<(Ssl2ServerHello? Hello, ProbeFault? Fault)> ExchangeSsl2Async(ProbeWire wire)
    {
        var heard = new List<byte>();
        var fault = await wire.WriteAsync(Ssl2Hello.Write(RandomNumberGenerator.GetBytes(16)), target.Limits.Answer);
        while (fault is null && heard.Count < TlsLimits.Answer)
        {
            (var octets, fault) = await wire.ReadAsync(target.Limits.Answer);
            if (fault is null && octets.IsEmpty) break;
            heard.AddRange(octets.Span);
            if (!Ssl2ServerHello.TryRead(heard.ToArray(), out var hello) || hello is not null) return (hello, null);
        }

        // A server that does not know the greeting may wait for the rest of what it takes for a record.
        return (null, fault is { Kind: ProbeFaultKind.Closed or ProbeFaultKind.TimedOut } ? null : fault);
    }
}
