using System.Globalization;
using System.Net;
using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Gatepost.Inbound.Commands;
using Gatepost.Inbound.Connections;
using Gatepost.Protocols.Smtp;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Logging;

namespace Gatepost.Inbound;

/// <summary>Receives the connections of one listener: who may come in becomes a session.</summary>
internal sealed partial class SmtpConnectionHandler(InboundRoom room, ListenerConfig row) : ConnectionHandler
{
    private readonly ILogger _logger = room.Logger;
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(30), ShortLastWords = TimeSpan.FromSeconds(1);

    private long _number;

    /// <inheritdoc />
    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        // One snapshot for the whole session. The address stays as it was opened, the rest of the row may have changed since.
        var config = room.Needs.Config.Current;
        var remote = connection.RemoteEndPoint as IPEndPoint ?? new IPEndPoint(IPAddress.None, 0);
        var address = ClientFacts.Plain(remote.Address);
        var verdict = room.Admission.Enter(address, config.Limits);
        if (verdict is AdmissionVerdict.NotAnswered)
        {
            room.Metrics.SessionRefused(row.Name, "not_answered");
            return;
        }

        var listener = config.Listeners.FirstOrDefault(one => one.Name == row.Name && one.Role == row.Role) ?? row;
        var id = string.Create(CultureInfo.InvariantCulture, $"{listener.Name}-{Interlocked.Increment(ref _number)}");
        var client = new ClientFacts(id, config, listener, remote, new ClientLog(_logger, room.Lines, address));
        if (verdict is not AdmissionVerdict.Admitted)
        {
            await RefuseAsync(connection, client, verdict).ConfigureAwait(false);
            return;
        }

        room.Metrics.SessionBegan(listener.Name);
        try
        {
            await ServeAsync(connection, client).ConfigureAwait(false);
        }
        finally
        {
            room.Admission.Leave(client.Address);
            room.Metrics.SessionEnded(listener.Name);
        }
    }

    private async Task ServeAsync(ConnectionContext connection, ClientFacts client)
    {
        LogSessionOpened(client.Id, client.Peer);
        var stopping = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? default;
        var wire = new Wire(connection.Transport, room.Needs.Time, stopping);
        room.Admission.Waiting.Add(wire);
        try
        {
            await ServeAsync(connection, client, wire).ConfigureAwait(false);
        }
        finally
        {
            room.Admission.Waiting.Remove(wire);
        }

        LogClosed(client.Id, client.Peer);
    }

    private async Task ServeAsync(ConnectionContext connection, ClientFacts client, Wire wire)
    {
        var session = new SmtpSession(room, client, wire, connection.ConnectionClosed);
        try
        {
            // RFC 8314 §3.3: TLS from the first octet.
            var isReady = client.Listener.Role is not ListenerRole.Submissions
                || await StartTlsCommand.ShakeHandsAsync(session).ConfigureAwait(false);
            if (isReady) await session.RunAsync().ConfigureAwait(false);
        }
        catch (Exception lost) when (lost is IOException or OperationCanceledException or ConnectionResetException)
        {
            LogLost(client.Log, client.Id, client.Peer, session.State, lost.Message);
        }
        catch (Exception bug)
        {
            LogSessionOurFault(client.Log, client.Id, client.Peer, session.State, bug);
            connection.Abort(new ConnectionAbortedException("a fault inside Gatepost"));
        }
        finally
        {
            await wire.DisposeAsync().ConfigureAwait(false);
        }

        if (session.WasCutShort && !wire.GivesWay) await wire.LingerAsync().ConfigureAwait(false);
        await CloseAsync(connection, wire.GivesWay ? ShortLastWords : LastWords).ConfigureAwait(false);
    }

    /// <summary>
    /// Waits until all that was said has gone out, and not for ever: a client that does not read would keep its connection, and
    /// be counted no more.
    /// </summary>
    private async ValueTask CloseAsync(ConnectionContext connection, TimeSpan time)
    {
        await connection.Transport.Output.CompleteAsync().ConfigureAwait(false);
        if (connection.ConnectionClosed is not { CanBeCanceled: true, IsCancellationRequested: false } closed) return;
        using var limit = new CancellationTokenSource(time, room.Needs.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(closed, limit.Token);
        await Task.Delay(Timeout.InfiniteTimeSpan, room.Needs.Time, both.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (limit.IsCancellationRequested) connection.Abort(new ConnectionAbortedException("the client does not read"));
    }

    /// <summary>
    /// 421 before anything else is said (RFC 5321 §3.1). Where TLS comes first nobody could read it, and a handshake is what we
    /// cannot afford: there the connection is just closed.
    /// </summary>
    private async Task RefuseAsync(ConnectionContext connection, ClientFacts client, AdmissionVerdict verdict)
    {
        var hostname = client.Config.Hostname;
        var (reply, reason) = verdict switch
        {
            AdmissionVerdict.TooManySessions => (Replies.TooManySessions(hostname), "sessions"),
            AdmissionVerdict.TooManyOfAddress => (Replies.TooManySessionsFromYou(hostname), "sessions_per_address"),
            _ => (Replies.ConnectingTooFast(hostname), "new_sessions_per_minute"),
        };
        room.Metrics.SessionRefused(client.Listener.Name, reason);
        LogNotAdmitted(client.Log, client.Id, reason, client.Peer);
        if (client.Listener.Role is ListenerRole.Submissions) return;
        ReplyWriter.Write(connection.Transport.Output, reply);
        await connection.Transport.Output.FlushAsync(connection.ConnectionClosed).ConfigureAwait(false);
    }

    [LoggerMessage(EventIds.SessionOpened, LogLevel.Debug, "{Session}: opened; client={Client}")]
    private partial void LogSessionOpened(string session, string client);

    [LoggerMessage(EventIds.SessionClosed, LogLevel.Debug, "{Session}: closed; client={Client}")]
    private partial void LogClosed(string session, string client);

    [LoggerMessage(EventIds.SessionNotAdmitted, LogLevel.Information,
        "{Session}: not admitted, the limit {Limit} is reached; client={Client}")]
    private static partial void LogNotAdmitted(ILogger logger, string session, string limit, string client);

    [LoggerMessage(EventIds.SessionLost, LogLevel.Information, "{Session}: lost in {State}: {Why}; client={Client}")]
    private static partial void LogLost(ILogger logger, string session, string client, SessionState state, string why);

    [LoggerMessage(EventIds.SessionOurFault, LogLevel.Error,
        "{Session}: a fault inside Gatepost ended the session in {State}; client={Client}")]
    private static partial void LogSessionOurFault(
        ILogger logger, string session, string client, SessionState state, Exception exception);
}
