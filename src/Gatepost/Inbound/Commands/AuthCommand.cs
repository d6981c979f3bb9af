using Gatepost.Diagnostics;
using Gatepost.Protocols.Sasl;
using Gatepost.Protocols.Smtp;
using Gatepost.Protocols.Text;
using Microsoft.Extensions.Logging;

namespace Gatepost.Inbound.Commands;

/// <summary>AUTH (RFC 4954): who the client is, by name and password, over TLS only.</summary>
internal static partial class AuthCommand
{
    public static ValueTask Auth(SmtpSession session, SmtpCommand command)
    {
        if (Refusal(session) is { } refusal) session.Reply(refusal);
        else if (!AuthArguments.TryParse(command.Arguments, out var auth, out var problem)) session.Reply(Replies.For(problem));
        else if (session.Room.Logins.Begin(auth.Mechanism) is { } server) return AuthAsync(session, server, auth.InitialResponse);
        else session.Reply(Replies.UnknownMechanism); // RFC 4954 §4: 504
        return default;
    }

    private static SmtpReply? Refusal(SmtpSession session)
    {
        var client = session.Client;
        if (!client.OffersLogin) return Replies.NotOfferedHere;
        if (!client.IsExtended) return Replies.NeedHelloFirst;
        // 538 5.7.11, whatever the credentials (RFC 8314 §4.1).
        if (!client.Tls.IsEncrypted) return Replies.EncryptionRequiredForAuth;
        return client.User is null ? null : Replies.AlreadyAuthenticated; // RFC 4954 §4: no AUTH after AUTH
    }

    private static async ValueTask AuthAsync(SmtpSession session, ISaslServer server, byte[]? response)
    {
        var logins = session.Room.Logins;
        await logins.WaitAsync(session.Client.Address, session.Closed).ConfigureAwait(false);
        var step = await logins.NextAsync(server, response, session.Closed).ConfigureAwait(false);
        while (step.Outcome is SaslOutcome.Challenge)
        {
            session.Reply(Replies.Challenge(step.Challenge.Span));
            if (await session.ReadResponseAsync().ConfigureAwait(false) is not { } line) return;
            if (line.Span is [(byte)'*'])
            {
                session.Reply(Replies.AuthCancelled); // RFC 4954 §4: 501
                return;
            }

            if (SaslBase64.Decode(line.Span) is not { } octets)
            {
                session.Reply(Replies.AuthMalformed);
                return;
            }

            step = await logins.NextAsync(server, octets, session.Closed).ConfigureAwait(false);
        }

        End(session, server.Mechanism, step);
    }

    private static void End(SmtpSession session, string mechanism, SaslStep step)
    {
        if (step.Outcome is SaslOutcome.Malformed)
        {
            session.Reply(Replies.AuthMalformed);
            return;
        }

        var client = session.Client;
        var succeeded = step.Outcome is SaslOutcome.Succeeded;
        session.Room.Logins.Note(client.Address, succeeded);
        session.Room.Metrics.LoginEnded(client.Listener.Name, succeeded);
        if (succeeded)
        {
            client.User = step.User;
            var how = $"{mechanism} over {client.Tls.Protocol} {client.Tls.CipherSuite}";
            LogSucceeded(session.Room.Logger, client.Id, PeerText.Quote(step.User), how, client.Peer);
            session.Reply(Replies.Authenticated);
            return;
        }

        LogLoginFailed(client.Log, client.Id, PeerText.Quote(step.User), mechanism, client.Peer);
        session.Reply(Replies.AuthFailed);
        if (++session.LoginFailures >= client.Config.Limits.LoginFailures)
            session.ReplyAndClose(Replies.TooManyFailedLogins(client.Config.Hostname));
    }

    // RFC 8314 §4: the TLS cipher belongs into the log of logins.
    [LoggerMessage(EventIds.LoginSucceeded, LogLevel.Information, "{Session}: {User} logged in with {How}; client={Client}")]
    private static partial void LogSucceeded(ILogger logger, string session, string user, string how, string client);

    [LoggerMessage(EventIds.LoginFailed, LogLevel.Warning, "{Session}: login as {User} with {Mechanism} failed; client={Client}")]
    private static partial void LogLoginFailed(ILogger logger, string session, string user, string mechanism, string client);
}
