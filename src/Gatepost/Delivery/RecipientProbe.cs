using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.Routing;
using Gatepost.TlsPolicy;

namespace Gatepost.Delivery;

/// <summary>
/// Asks a next hop whether it takes mail for a recipient: MAIL FROM:&lt;&gt;, RCPT, and no content. So an unknown address is
/// refused while its sender is still on the line, and never bounced to somebody who did not send it.
/// </summary>
/// <remarks>The question goes the way that mail would: same route, same TLS decision, same pool of connections.</remarks>
internal sealed class RecipientProbe(
    IRouter router, ITlsPolicyResolver policies, SmtpDialer dialer, ConnectionPool pool, ProbeContext context)
{
    /// <summary>Asks. What a peer does wrong is no answer, never an exception.</summary>
    /// <exception cref="OperationCanceledException">The caller wants to stop.</exception>
    public async Task<ProbeAnswer> AskAsync(Mailbox recipient, CancellationToken cancellationToken)
    {
        var route = await router.FindAsync(recipient.DomainKey, cancellationToken);
        var decision = await policies.DecideAsync(
            QuestionMessage.To(recipient, route, context.Time.GetUtcNow()), route, cancellationToken);
        var config = context.Config.Current;

        var answer = new ProbeAnswer(null, route.Problem?.Reply ?? Replies.NoMailHost(recipient.DomainKey));
        foreach (var target in route.Hosts.SelectMany(host => DialTarget.Of(decision, route, host, config)))
        {
            (answer, var isFinal) = await AskAsync(recipient, target, cancellationToken);
            if (isFinal) return answer;
        }

        return answer;
    }

    private async Task<(ProbeAnswer Answer, bool IsFinal)> AskAsync(
        Mailbox recipient, DialTarget target, CancellationToken cancellationToken)
    {
        var conversation = pool.Take(target);
        var isReused = conversation is not null;
        if (conversation is null)
        {
            var dialed = await dialer.DialAsync(target, cancellationToken);
            if (dialed.Failure is { } trouble && target.WithEveryCipher(trouble) is { } again)
                return await AskAsync(recipient, again, cancellationToken);
            if (dialed.Conversation is null) return (NoAnswer(dialed.Failure!, target), false);
            conversation = dialed.Conversation;
        }

        TransactionResult result;
        try
        {
            result = await conversation.ProbeAsync(recipient, cancellationToken);
        }
        catch
        {
            await conversation.DisposeAsync();
            throw;
        }

        pool.Return(conversation);
        if (isReused && result.PeerHadGone) return await AskAsync(recipient, target, cancellationToken);
        if (result.Failure is { } failure) return (NoAnswer(failure, target), false);
        if (result.Refusals[0] is not { } refusal)
            return (new ProbeAnswer(true, Replies.MailboxOk) { IsAboutRecipient = true }, true);
        var isNo = FailurePolicy.OfRecipient(refusal.Reply) is Disposition.Failed;
        return (new ProbeAnswer(isNo ? false : null, refusal.Reply) { IsAboutRecipient = true }, true);
    }

    private static ProbeAnswer NoAnswer(ConversationFailure failure, DialTarget target) =>
        new(null, FailureReply.Of(failure, target.Expectation));
}
