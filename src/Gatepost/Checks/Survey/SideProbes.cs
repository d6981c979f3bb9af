using Gatepost.Delivery;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.TlsPolicy;

namespace Gatepost.Checks.Survey;

/// <summary>Calls beside the walk, for what mail itself would never do. They send nothing but greetings and NOOP.</summary>
internal sealed class SideProbes(CheckTools tools, DialTarget target)
{
    private const int StartTlsReady = 220;

    private readonly Configuration.TimeoutsConfig _timeouts = target.Config.Timeouts;

    /// <summary>What the last call was answered; null: there was none that got so far.</summary>
    public SecondCall? Last { get; private set; }

    /// <summary>Calls once more and only looks what is offered.</summary>
    public async Task LookAgainAsync(CancellationToken cancellationToken)
    {
        await using var line = await OpenAsync("QUIT", target.Expectation, cancellationToken);
    }

    /// <summary>
    /// Sends NOOP behind STARTTLS, in the same write. A server that answers it after the handshake takes what anybody on the path
    /// adds in the clear for words of whoever speaks inside TLS (RFC 3207 §4.2; the command injection of CVE-2011-0411).
    /// </summary>
    public async Task<SideProbeAnswer> SmuggleAsync(CancellationToken cancellationToken)
    {
        await using var line = await OpenAsync("STARTTLS\r\nNOOP", target.Expectation, cancellationToken);
        if (line is not { IsSecure: true }) return SideProbeAnswer.Unknown;
        if (await line.AskAsync($"EHLO {target.Config.Hostname}") is null) return SideProbeAnswer.Unknown;
        // One reply too many: the first was for the NOOP, and this one is for EHLO.
        return await line.AskAsync("QUIT") switch
        {
            { Code: 221 } => SideProbeAnswer.Good,
            { IsPositive: true } => SideProbeAnswer.Bad,
            _ => SideProbeAnswer.Unknown,
        };
    }

    /// <summary>Makes a handshake that names no host (RFC 7672 §8.1 and RFC 8461 §7.1 want a certificate all the same).</summary>
    public async Task<SideProbeAnswer> HandshakeWithoutNameAsync(CancellationToken cancellationToken)
    {
        // A host that is known by its address gets no name in the handshake.
        var nameless = target.Expectation with { Host = target.Address.Address.ToString() };
        await using var line = await OpenAsync("STARTTLS", nameless, cancellationToken);
        if (line is null) return SideProbeAnswer.Unknown;
        if (!line.IsSecure) return SideProbeAnswer.Bad;
        await line.AskAsync("QUIT");
        return SideProbeAnswer.Good;
    }

    /// <returns>Null where it did not come to a handshake.</returns>
    private async Task<Line?> OpenAsync(string startTls, PeerExpectation expectation, CancellationToken cancellationToken)
    {
        var (connection, _) = await SmtpConnection.ConnectAsync(
            target.Address, _timeouts.Connect, tools.Time, cancellationToken);
        if (connection is null) return null;
        var line = new Line(connection, connection.Follow(cancellationToken), _timeouts.Reply);
        var isOpen = false;
        try
        {
            var greeting = await connection.ReadReplyAsync(ConversationStage.Greeting, _timeouts.Greeting);
            if (greeting.Reply is not { IsPositive: true }) return null;
            if (await line.AskAsync($"EHLO {target.Config.Hostname}") is not { IsPositive: true } offer) return null;
            Last = new(EhloReply.Parse(offer).Offers(SmtpExtensions.StartTls), null);
            if (await line.AskAsync(startTls) is not { IsPositive: true, Code: StartTlsReady }) return null;
            var anybody = expectation with { Floor = TlsLevel.Encrypt, Demand = HostDemand.Nothing };
            var (judgement, failure) = await connection.StartTlsAsync(tools.Verifier, anybody, _timeouts.TlsHandshake);
            if (failure is { Kind: FailureKind.Injected }) return null;
            Last = Last with { Certificate = judgement?.Certificate };
            line.IsSecure = failure is null && judgement?.Stream is not null;
            isOpen = true;
            return line;
        }
        finally
        {
            if (!isOpen) await line.DisposeAsync();
        }
    }

    /// <summary>One connection, and how to ask on it.</summary>
    private sealed class Line(SmtpConnection connection, CancellationTokenRegistration follow, TimeSpan limit) : IAsyncDisposable
    {
        public bool IsSecure { get; set; }

        public async ValueTask<SmtpReply?> AskAsync(string command) =>
            (await connection.AskAsync(ConversationStage.Hello, command, limit)).Reply;

        public async ValueTask DisposeAsync()
        {
            await follow.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
