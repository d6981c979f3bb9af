using Gatepost.Protocols.Sasl;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Inbound.Commands;

/// <summary>EHLO and HELO (RFC 5321 §4.1.1.1): who the client says it is, and what we offer.</summary>
internal static class GreetingCommands
{
    public static ValueTask Ehlo(SmtpSession session, SmtpCommand command) => Greet(session, command, extended: true);

    public static ValueTask Helo(SmtpSession session, SmtpCommand command) => Greet(session, command, extended: false);

    private static ValueTask Greet(SmtpSession session, SmtpCommand command, bool extended)
    {
        if (HeloArguments.TryParse(command.Arguments, out var helo, out var problem)) return GreetAsync(session, helo, extended);
        session.Reply(Replies.For(problem));
        return default;
    }

    /// <summary>A second EHLO resets as RSET does (RFC 5321 §4.1.4).</summary>
    private static async ValueTask GreetAsync(SmtpSession session, HeloArguments helo, bool extended)
    {
        await session.EndTransactionAsync().ConfigureAwait(false);
        session.ChunkRefused = false;
        (session.Client.Helo, session.Client.IsExtended) = (helo, extended);
        session.Enter(SessionState.Greeted);
        session.Reply(extended ? Offer(session) : Replies.Hello(session.Client.Config.Hostname));
    }

    private static SmtpReply Offer(SmtpSession session)
    {
        var (client, limits) = (session.Client, session.Client.Config.Limits);
        var offer = SmtpExtensions.Pipelining | SmtpExtensions.Size | SmtpExtensions.EightBitMime | SmtpExtensions.SmtpUtf8
            | SmtpExtensions.Dsn | SmtpExtensions.EnhancedStatusCodes | SmtpExtensions.Chunking | SmtpExtensions.Limits;
        // RFC 3207 §4.2: "MUST NOT return the STARTTLS extension ... after TLS".
        if (!client.Tls.IsEncrypted && client.Listener.StartTls) offer |= SmtpExtensions.StartTls;
        // RFC 8689 §2: only "in the context of an SMTP session" over TLS.
        if (client.Tls.IsEncrypted) offer |= SmtpExtensions.RequireTls;
        // Passwords never in clear: before TLS it is not even offered (RFC 4954 §4, RFC 8314 §4.1).
        if (client.OffersLogin && client.Tls.IsEncrypted && client.User is null) offer |= SmtpExtensions.Auth;
        return new EhloReply
        {
            Domain = client.Config.Hostname,
            Extensions = offer,
            SizeLimit = limits.MessageSize,
            AuthMechanisms = SaslServers.Mechanisms,
            Limits = new(MailMax: limits.MessagesPerSession, RcptMax: limits.Recipients),
        }.ToReply();
    }
}
