using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Gatepost.Messages;
using Gatepost.Routing;
using Gatepost.TlsPolicy;
using Microsoft.Extensions.Logging;

namespace Gatepost.Delivery;

/// <summary>
/// Carries one message to the hosts of a route, in their order, until every recipient is settled (RFC 5321 §5.1).
/// </summary>
/// <remarks>
///   (1) Take the next host and address.
///   (2) Take an open conversation from the pool, or dial.
///   (3) Put the open recipients to it, in transactions of bounded size.
///   (4) Note what became of each, and give the conversation back.
/// What a failure means is for <see cref="FailurePolicy"/> to say.
/// </remarks>
internal sealed partial class DeliveryAgent(
    SmtpDialer dialer, ConnectionPool pool, IConfigSource config, DeliveryMetrics metrics, ILogger<DeliveryAgent> logger)
    : IDeliveryAgent
{
    // RFC 5321 §4.5.3.1.8: a server takes at least 100 recipients in one transaction.
    private const int MaxRecipients = 100;

    /// <inheritdoc />
    public async Task<AttemptOutcome> TryAsync(
        QueuedMessage message, Route route, TlsDecision decision, CancellationToken cancellationToken)
    {
        var attempt = new DeliveryAttempt(
            message, decision, Calls(route, decision), dialer.Time, config.Current.Timeouts.Attempt);
        while (attempt.NextCall() is { } target)                                                                  // (1)
        {
            var host = pool.Take(target) is { } waiting                                                           // (2)
                ? await CarryAsync(attempt, waiting, isReused: true, cancellationToken)
                : await CallAsync(attempt, target, cancellationToken);
            Note(message, decision, host);
        }

        var outcome = attempt.Outcome(route);
        foreach (var recipient in outcome.Recipients) metrics.Settled(recipient.Disposition);
        return outcome;
    }

    // The hosts in their order, each with all its addresses; those that took no connection lately come last.
    private IEnumerable<DialTarget> Calls(Route route, TlsDecision decision)
    {
        var snapshot = config.Current;
        List<DialTarget> calls = [.. route.Hosts.SelectMany(host => DialTarget.Of(decision, route, host, snapshot))];
        return calls.Count > 1 ? calls.OrderBy(call => dialer.Silent.Contains(call.Address)) : calls;
    }

    private async Task<HostAttempt> CallAsync(DeliveryAttempt attempt, DialTarget target, CancellationToken cancellationToken)
    {
        var dialed = await dialer.DialAsync(target, cancellationToken);
        metrics.Opened(dialed.Tls, dialed.Conversation is not null);
        if (dialed.Failure is { } failure) metrics.Failed(Label.Of(failure.Stage), Label.Of(failure.Kind));
        return dialed.Conversation is { } conversation
            ? await CarryAsync(attempt, conversation, isReused: false, cancellationToken)
            : attempt.CallFailed(target, dialed.Failure!, dialed.Tls);
    }

    private async Task<HostAttempt> CarryAsync(
        DeliveryAttempt attempt, SmtpConversation conversation, bool isReused, CancellationToken cancellationToken)
    {
        var put = new List<RecipientOutcome>(attempt.Open.Count);
        try
        {
            foreach (var batch in attempt.Open.Chunk(Math.Min(MaxRecipients, conversation.Offer.Limits.RcptMax ?? MaxRecipients)))
            {
                var result = await conversation.SendAsync(attempt.Mail(batch), attempt.TimeLeft, cancellationToken); // (3)
                if (isReused && put.Count == 0 && result.PeerHadGone)
                {
                    LogReplaced(conversation.Target.Peer);
                    pool.Retire(conversation);
                    return await CallAsync(attempt, conversation.Target, cancellationToken);
                }

                put.AddRange(attempt.Transacted(conversation, batch, result));                                    // (4)
                Count(conversation, result, attempt.Mail(batch).Content.Length);
                if (!conversation.IsUsable || result.Failure is not null) break;
            }
        }
        catch
        {
            await conversation.DisposeAsync();
            throw;
        }

        if (isReused) metrics.Reused();
        pool.Return(conversation);
        return attempt.CallEnded(conversation, put);
    }

    private void Count(SmtpConversation conversation, TransactionResult result, long octets)
    {
        if (result.FinalReply is not null) metrics.Took(conversation.Tls.Reached, octets);
        if (result.Failure is { } failure) metrics.Failed(Label.Of(failure.Stage), Label.Of(failure.Kind));
    }

    private void Note(QueuedMessage message, TlsDecision decision, HostAttempt host)
    {
        if (!logger.IsEnabled(LogLevel.Debug)) return;
        LogTried(message.Id, message.Domain, host.Peer, $"{decision.Level.Word()}: {Words(host.Tls)}", host.Summary);
    }

    // What was reached, by what, and why no more.
    private static string Words(TlsFacts tls)
    {
        var words = tls.IsEncrypted ? $"{tls.Reached} {tls.Protocol} {tls.CipherSuite}" : nameof(Assurance.Clear);
        if (tls.Reachable != tls.Reached) words += $", reachable {tls.Reachable}";
        return tls.Problem is { } problem ? $"{words}, {problem}" : words;
    }

    [LoggerMessage(EventIds.HostTried, LogLevel.Debug, "{QueueId}: to={Domain} relay={Peer} tls=({Tls}) {Summary}")]
    private partial void LogTried(QueueId queueId, string domain, string peer, string tls, string summary);

    [LoggerMessage(EventIds.ConnectionReplaced, LogLevel.Debug, "{Peer} had closed a connection that waited; dialing anew")]
    private partial void LogReplaced(string peer);
}
