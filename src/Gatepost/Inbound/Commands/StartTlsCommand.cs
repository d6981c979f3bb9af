using Gatepost.Diagnostics;
using Gatepost.Inbound.Connections;
using Gatepost.Protocols.Smtp;
using Microsoft.Extensions.Logging;

namespace Gatepost.Inbound.Commands;

/// <summary>STARTTLS (RFC 3207): from clear to encrypted in the middle of a session.</summary>
/// <remarks>
/// Whoever sits between can put commands of its own behind STARTTLS in the same packet. A server that keeps them in its buffer
/// executes them after the handshake, as if they had come through TLS (CVE-2011-0411, NO STARTTLS 2021). Here octets behind
/// STARTTLS end the session, and those that come later can only be part of the handshake.
/// </remarks>
internal static partial class StartTlsCommand
{
    public static ValueTask StartTls(SmtpSession session, SmtpCommand command)
    {
        var refusal = !command.Arguments.IsEmpty ? Replies.NoArgumentsAllowed // RFC 3207 §4: 501
            : session.Wire.IsEncrypted ? Replies.TlsAlreadyActive
            : !session.Client.Listener.StartTls ? Replies.StartTlsNotOffered
            : IsAvailable(session) ? null : Replies.TlsNotAvailable;
        if (refusal is null) return session.Wire.HasInputWaiting() ? RefuseInjection(session) : UpgradeAsync(session);
        session.Reply(refusal);
        return default;
    }

    /// <summary>Does the handshake and notes what it proved; also where TLS comes first (RFC 8314 §3.3).</summary>
    /// <returns>Whether TLS is active.</returns>
    public static async ValueTask<bool> ShakeHandsAsync(SmtpSession session)
    {
        var client = session.Client;
        var needs = session.Room.Needs;
        var gate = new TlsGate(client.Listener, client.Config, needs.Certificates, needs.Time);
        var handshake = await session.Wire.StartTlsAsync(gate, session.Closed).ConfigureAwait(false);
        session.Room.Metrics.HandshakeEnded(client.Listener.Name, handshake.Facts.Protocol);
        if (!handshake.Succeeded)
        {
            LogTlsInboundFailed(client.Log, client.Id, handshake.Facts.Problem, client.Peer, client.ShownHelo);
            session.Enter(SessionState.Closing);
            return false;
        }

        client.StartTls(handshake);
        session.Enter(SessionState.Connected);
        var (version, cipher) = (handshake.Facts.Protocol, handshake.Facts.CipherSuite);
        LogTlsInboundStarted(session.Room.Logger, client.Id, $"{version} with {cipher}", handshake.Facts.Subject, client.Peer);
        return true;
    }

    /// <summary>Without a certificate there is no handshake: 454 before it, instead of a failure within (RFC 3207 §4).</summary>
    private static bool IsAvailable(SmtpSession session)
    {
        try
        {
            return session.Room.Needs.Certificates.ForServerName(null) is not null;
        }
        catch (Exception fault)
        {
            LogNotAvailable(session.Client.Log, session.Client.Id, fault);
            return false;
        }
    }

    private static async ValueTask UpgradeAsync(SmtpSession session)
    {
        session.Reply(Replies.ReadyForTls);
        await session.Wire.FlushAsync(session.Client.Config.Timeouts.Command).ConfigureAwait(false);
        await ShakeHandsAsync(session).ConfigureAwait(false);
    }

    private static ValueTask RefuseInjection(SmtpSession session)
    {
        LogInjection(session.Client.Log, session.Client.Id, session.Client.Peer, session.Client.ShownHelo);
        session.ReplyAndClose(Replies.PipelinedBehindStartTls);
        return default;
    }

    [LoggerMessage(EventIds.TlsInboundStarted, LogLevel.Debug, "{Session}: {Tls}; subject={Subject} client={Client}")]
    private static partial void LogTlsInboundStarted(ILogger logger, string session, string tls, string? subject, string client);

    [LoggerMessage(EventIds.TlsInboundNotAvailable, LogLevel.Error, "{Session}: there is no certificate to begin TLS with; 454")]
    private static partial void LogNotAvailable(ILogger logger, string session, Exception fault);

    [LoggerMessage(EventIds.TlsInboundFailed, LogLevel.Information,
        "{Session}: TLS handshake failed: {Problem}; client={Client} helo={Helo}")]
    private static partial void LogTlsInboundFailed(ILogger logger, string session, string? problem, string client, string helo);

    [LoggerMessage(EventIds.TlsInboundInjection, LogLevel.Warning,
        "{Session}: injection: plain text behind STARTTLS in the same read; nothing of it was executed, closed; "
        + "client={Client} helo={Helo}")]
    private static partial void LogInjection(ILogger logger, string session, string client, string helo);
}
