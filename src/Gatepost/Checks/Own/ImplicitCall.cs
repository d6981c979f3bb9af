using Gatepost.Checks.Survey;
using Gatepost.Delivery;
using Gatepost.Messages;

namespace Gatepost.Checks.Own;

/// <summary>A call to a server whose TLS begins with the first octet (RFC 8314 §3.3), up to EHLO.</summary>
internal sealed class ImplicitCall(CheckTools tools, DialTarget target)
{
    public async Task<(ConversationFailure? Failure, TlsFacts Tls)> LookAsync(
        DialRecord call, CancellationToken cancellationToken)
    {
        var timeouts = target.Config.Timeouts;
        var (connection, failure) = await SmtpConnection.ConnectAsync(
            target.Address, timeouts.Connect, tools.Time, cancellationToken);
        if (connection is null) return (failure, TlsFacts.Clear("there was no connection"));
        await using (connection)
        await using (connection.Follow(cancellationToken))
        {
            var (judgement, trouble) = await connection.StartTlsAsync(tools.Verifier, target.Expectation, timeouts.TlsHandshake);
            if (judgement is not null) call.Secured(judgement);
            var tls = judgement?.Facts ?? TlsFacts.Clear("the handshake came to nothing");
            if (trouble is not null || judgement?.Stream is null) return (trouble, tls);
            var greeting = await connection.ReadReplyAsync(ConversationStage.Greeting, timeouts.Greeting);
            if (greeting.Reply is null) return (greeting.Failure, tls);
            call.Heard(greeting.Reply);
            foreach (var command in (string[])[$"EHLO {target.Config.Hostname}", "QUIT"])
            {
                call.Said(command);
                var heard = await connection.AskAsync(ConversationStage.Hello, command, timeouts.Reply);
                if (heard.Reply is null) return (heard.Failure, tls);
                call.Heard(heard.Reply);
            }

            return (null, tls);
        }
    }
}
