using Gatepost.Checks.Survey;
using Gatepost.Delivery;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Checks.Own;

/// <summary>
/// Asks a listener to take mail for somebody else's domain, without a login, and ends before DATA: whoever takes it is an open
/// relay, which others use for their spam.
/// </summary>
internal sealed class RelayProbe(CheckTools tools, DialTarget target)
{
    // RFC 2606 §3: nobody's, and it is in the DNS.
    private const string Recipient = "open-relay-test@example.com";

    /// <returns>The reply to RCPT, or to MAIL where that is refused; null where it did not come so far.</returns>
    public async Task<SmtpReply?> AskAsync(bool isImplicit, CancellationToken cancellationToken)
    {
        var (connection, _) = await SmtpConnection.ConnectAsync(
            target.Address, target.Config.Timeouts.Connect, tools.Time, cancellationToken);
        if (connection is null) return null;
        await using (connection)
        await using (connection.Follow(cancellationToken))
        {
            if (isImplicit && !await SecureAsync(connection)) return null;
            var greeting = await connection.ReadReplyAsync(ConversationStage.Greeting, target.Config.Timeouts.Greeting);
            if (greeting.Reply is not { IsPositive: true }) return null;
            var ehlo = $"EHLO {target.Config.Hostname}";
            if (await AskAsync(connection, ehlo) is not { IsPositive: true } offer) return null;
            if (!isImplicit && EhloReply.Parse(offer).Offers(SmtpExtensions.StartTls))
            {
                if (await AskAsync(connection, "STARTTLS") is not { IsPositive: true }) return null;
                if (!await SecureAsync(connection) || await AskAsync(connection, ehlo) is not { IsPositive: true }) return null;
            }

            var reply = await AskAsync(connection, $"MAIL FROM:<postmaster@{target.Config.Hostname}>");
            if (reply is { IsPositive: true }) reply = await AskAsync(connection, $"RCPT TO:<{Recipient}>");
            await AskAsync(connection, "RSET");
            await AskAsync(connection, "QUIT");
            return reply;
        }
    }

    private async Task<bool> SecureAsync(SmtpConnection connection)
    {
        var (judgement, failure) = await connection.StartTlsAsync(
            tools.Verifier, target.Expectation, target.Config.Timeouts.TlsHandshake);
        return failure is null && judgement?.Stream is not null;
    }

    private async Task<SmtpReply?> AskAsync(SmtpConnection connection, string command) =>
        (await connection.AskAsync(ConversationStage.Hello, command, target.Config.Timeouts.Reply)).Reply;
}
