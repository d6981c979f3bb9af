using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.Routing;
using Gatepost.TlsPolicy;

namespace Gatepost.Delivery;

/// <summary>
/// The memory of one attempt: whom to call next, which recipients are still open, and what happened where. It does nothing by
/// itself; <see cref="DeliveryAgent"/> acts.
/// </summary>
internal sealed class DeliveryAttempt
{
    // A domain may name as many hosts as it likes; one attempt ends somewhere. Each address may be called three times: as the
    // level wants it, with every cipher, and in clear text.
    private const int MaxAddresses = 20;

    private readonly QueuedMessage _message;
    private readonly TlsDecision _decision;
    private readonly Queue<DialTarget> _calls;
    private readonly RecipientOutcome?[] _outcomes;
    private readonly List<HostAttempt> _hosts = [];
    private readonly TimeProvider _time;
    private readonly TimeSpan _limit;
    private readonly long _began;
    private (ConversationFailure Failure, DialTarget Target, FailureVerdict Verdict)? _reason;
    private DialTarget? _again;
    private bool _someHostSpoke, _someHostMayBeFit;

    /// <param name="message">What is to be delivered.</param>
    /// <param name="decision">How.</param>
    /// <param name="calls">Whom to call, in this order.</param>
    /// <param name="time">The clock.</param>
    /// <param name="limit">How long it may take.</param>
    public DeliveryAttempt(
        QueuedMessage message, TlsDecision decision, IEnumerable<DialTarget> calls, TimeProvider time, TimeSpan limit)
    {
        (_message, _decision, _time, _limit) = (message, decision, time, limit);
        _began = time.GetTimestamp();
        _outcomes = new RecipientOutcome?[message.Envelope.Recipients.Count];
        Open = [.. Enumerable.Range(0, _outcomes.Length)];
        _calls = new Queue<DialTarget>(calls.Take(MaxAddresses));
    }

    /// <summary>The recipients that nothing is settled for, by their places in the envelope.</summary>
    public IReadOnlyList<int> Open { get; private set; }

    /// <summary>What is left of the time that all calls may take together; nothing where it is over.</summary>
    public TimeSpan TimeLeft =>
        _limit - _time.GetElapsedTime(_began) is { Ticks: > 0 } left ? left : TimeSpan.Zero;

    /// <summary>Whom to call next; null where everything is settled, nobody is left, or the time is over.</summary>
    public DialTarget? NextCall()
    {
        if (Open.Count == 0 || TimeLeft == TimeSpan.Zero) return null;
        var next = _again;
        _again = null;
        return next ?? (_calls.TryDequeue(out var target) ? target : null);
    }

    /// <summary>Some of the open recipients as a transaction.</summary>
    public OutgoingMail Mail(IReadOnlyList<int> batch) =>
        new(_message.Envelope, [.. batch.Select(Recipient)], _message.PrefixHeaders, _message.Content);

    /// <summary>A call that came to no transaction.</summary>
    public HostAttempt CallFailed(DialTarget target, ConversationFailure failure, TlsFacts tls)
    {
        var verdict = Judge(target, failure);
        if (!verdict.TryNextHost) throw new InvalidOperationException($"{failure} ends no attempt before its transaction.");
        return Note(new HostAttempt(target.Peer, target.Expectation.Level, tls, [], AttemptSummary.Of(failure))
        {
            IsTlsProblem = verdict.IsTlsProblem,
            WithEveryCipher = target.EveryCipherBecause is not null,
            IsCalledAgain = _again is not null,
        });
    }

    /// <summary>A transaction, whatever came of it.</summary>
    public IReadOnlyList<RecipientOutcome> Transacted(
        SmtpConversation conversation, IReadOnlyList<int> batch, TransactionResult result)
    {
        (_someHostSpoke, _someHostMayBeFit) = (true, true);
        var target = conversation.Target;
        var verdict = result.Failure is { } failure ? Judge(target, failure) : default;
        var put = new RecipientOutcome[batch.Count];
        var settled = new List<int>(batch.Count);
        for (var i = 0; i < batch.Count; i++)
        {
            put[i] = result.Refusals[i] is { } refusal ? Refused(batch[i], target, refusal)
                : result.Failure is not null ? Outcome(batch[i], target, result.Failure, verdict)
                : Delivered(batch[i], conversation, result.FinalReply!);
            if (result.Refusals[i] is null && verdict.TryNextHost) continue;
            _outcomes[batch[i]] = put[i];
            settled.Add(batch[i]);
        }

        Open = [.. Open.Except(settled)];
        return put;
    }

    /// <summary>What all transactions of one call came to.</summary>
    public HostAttempt CallEnded(SmtpConversation conversation, IReadOnlyList<RecipientOutcome> put) =>
        Note(new HostAttempt(
            conversation.Target.Peer, conversation.Target.Expectation.Level,
            ReachableProofs.ForDomain(conversation.Tls, conversation.Target.Expectation, _message.Domain), put,
            AttemptSummary.Of(put))
        {
            WithEveryCipher = conversation.Target.EveryCipherBecause is not null,
        });

    /// <summary>Everything that happened.</summary>
    public AttemptOutcome Outcome(Route route)
    {
        foreach (var place in Open) _outcomes[place] = LeftOver(place, route);
        return new AttemptOutcome([.. _outcomes.Select(static outcome => outcome!)], _hosts)
        {
            DestinationIsDown = _hosts.Count > 0 && !_someHostSpoke,
            NoHostIsFit = _hosts.Count > 0 && !_someHostMayBeFit,
        };
    }

    private RecipientOutcome LeftOver(int place, Route route)
    {
        if (_reason is { } reason) return Outcome(place, reason.Target, reason.Failure, reason.Verdict);
        var problem = route.Problem ?? new RouteProblem(Disposition.Deferred, Replies.NoMailHost(route.Domain));
        return new RecipientOutcome(Recipient(place), problem.Disposition, problem.Reply);
    }

    private FailureVerdict Judge(DialTarget target, ConversationFailure failure)
    {
        var verdict = FailurePolicy.Judge(failure, target.Expectation.Demand.RequireTls);

        // The same host at once: which ciphers it has does not change the order of the hosts.
        _again = target.WithEveryCipher(failure);

        // Clear text comes last: another host may speak TLS. And only ever on a new connection.
        if (_again is null && MayFallBackToClear(target) && target.AllowsClearAfter(failure))
            _calls.Enqueue(target.InClear(failure));

        if (!verdict.HostIsDown) _someHostSpoke = true;
        _someHostMayBeFit |= !verdict.IsLasting || (target.Expectation.Demand.Refusal is not null && !IsRuledOut(target));
        if (_reason is null || Weight(verdict) >= Weight(_reason.Value.Verdict)) _reason = (failure, target, verdict);
        return verdict;
    }

    // The last reason is told, save that a host which is down does not hide what another one said, and that one which will never
    // take the message does not end it while another may.
    private static int Weight(FailureVerdict verdict) => verdict switch
    {
        { Recipients: Disposition.Failed } => 0,
        { HostIsDown: true } => 1,
        _ => 2,
    };

    private bool MayFallBackToClear(DialTarget target) => _decision.MayFallBackToClear
        && target.ClearBecause is null && target.Expectation.Level.IsOpportunistic();

    private RecipientOutcome Delivered(int place, SmtpConversation conversation, SmtpReply reply) =>
        new(Recipient(place), Disposition.Delivered, reply)
        {
            RemoteHost = conversation.Target.Expectation.Host,
            Peer = conversation.Target.Peer,
            PeerSpeaksDsn = conversation.Offer.Offers(SmtpExtensions.Dsn),
        };

    private RecipientOutcome Refused(int place, DialTarget target, RecipientRefusal refusal) =>
        new(Recipient(place), FailurePolicy.OfRecipient(refusal.Reply), refusal.Reply)
        {
            RemoteHost = refusal.IsOurs ? null : target.Expectation.Host,
            Peer = target.Peer,
        };

    private RecipientOutcome Outcome(int place, DialTarget target, ConversationFailure failure, FailureVerdict verdict) =>
        new(Recipient(place), verdict.Recipients, FailureReply.Of(failure, target.Expectation))
        {
            RemoteHost = FailureReply.IsPeers(failure) ? target.Expectation.Host : null,
            Peer = target.Peer,
            // A host that policy rules out was ruled out for the sake of TLS, unless it was the DNS that failed.
            IsTlsProblem = verdict.IsTlsProblem && (target.Expectation.Level.RequiresTls() || IsRuledOut(target)),
        };

    private static bool IsRuledOut(DialTarget target) => target.Expectation.Demand.Refusal is { Enhanced.Subject: 7 };

    private Recipient Recipient(int place) => _message.Envelope.Recipients[place];

    private HostAttempt Note(HostAttempt host)
    {
        _hosts.Add(host);
        return host;
    }
}
