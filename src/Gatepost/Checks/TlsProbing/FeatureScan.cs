using Gatepost.Protocols.TlsProbe;

namespace Gatepost.Checks.TlsProbing;

/// <summary>Finds what one answer shows, and what one more greeting each can show.</summary>
/// <param name="spoken">The versions that are spoken, the oldest first.</param>
/// <param name="caller">Who calls.</param>
internal sealed class FeatureScan(IReadOnlyList<SuiteScan> spoken, TlsCaller caller)
{
    private SuiteScan Best => spoken[^1];

    private SuiteScan? BestOld => spoken.LastOrDefault(static scan => scan.Version < TlsVersion.Tls13);

    public async ValueTask<FeatureFacts> RunAsync(CancellationToken cancellationToken)
    {
        caller.Subject = "compression, fallback, names";
        var old = BestOld?.First?.Hello;
        return new()
        {
            ExtendedMasterSecret = Shown(old, static hello => hello.HasExtendedMasterSecret),
            SecureRenegotiation = Shown(old, static hello => hello.HasRenegotiationInfo),
            SessionTickets = Shown(old, static hello => hello.HasSessionTicket),
            Compression = await CompressionAsync(cancellationToken),
            FallbackProtection = await FallbackAsync(cancellationToken),
            WithoutName = await NamedAsync(null, cancellationToken),
            UnknownName = await NamedAsync("unknown.invalid", cancellationToken),
        };
    }

    // SSL 3.0 got no extensions to answer.
    private static Observed Shown(ServerHello? hello, Func<ServerHello, bool> has) =>
        hello is null or { Version: TlsVersion.Ssl3 } ? Observed.NotTried : has(hello) ? Observed.Yes : Observed.No;

    private async ValueTask<Observed> CompressionAsync(CancellationToken cancellationToken)
    {
        if (BestOld is not { } scan) return Observed.NotTried;
        var answer = await caller.CallAsync(
            Offer(scan) with { Traits = ClientHelloTraits.Usual | ClientHelloTraits.Compression }, cancellationToken);
        return answer.Hello is not { } hello ? Observed.Unknown : hello.Compression != 0 ? Observed.Yes : Observed.No;
    }

    // RFC 7507 §3: with the mark, at less than the server's best, the handshake must fail. SSL 2.0 knows no mark.
    private async ValueTask<Observed> FallbackAsync(CancellationToken cancellationToken)
    {
        var lower = spoken.LastOrDefault(scan => scan.Version < Best.Version);
        if (lower is null) return Observed.NotTried;
        var answer = await caller.CallAsync(
            Offer(lower) with { Traits = ClientHelloTraits.Usual | ClientHelloTraits.Fallback }, cancellationToken);
        return answer.Fault is not null ? Observed.Unknown : answer.IsRefused ? Observed.Yes : Observed.No;
    }

    private async ValueTask<Observed> NamedAsync(string? name, CancellationToken cancellationToken)
    {
        if (caller.Target.ServerName is null) return Observed.NotTried;
        var answer = await caller.CallAsync(Offer(Best) with { ServerName = name }, cancellationToken);
        return answer.Fault is not null ? Observed.Unknown : answer.IsRefused ? Observed.No : Observed.Yes;
    }

    private ClientHelloOffer Offer(SuiteScan scan) => HelloOffers.Of(scan.Version, scan.Found, caller.Target.ServerName);
}
