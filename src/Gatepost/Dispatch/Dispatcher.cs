using Gatepost.Configuration;
using Gatepost.Delivery;
using Gatepost.Diagnostics;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.Routing;
using Gatepost.Spool;
using Gatepost.TlsPolicy;
using Microsoft.Extensions.Logging;

namespace Gatepost.Dispatch;

/// <summary>
/// Carries one leased message to its next hop and has written down what happened. It is the one place that knows the whole
/// outbound leg; the rooms that it calls know nothing of each other, nor of it.
/// </summary>
/// <remarks>
///   (1) Route     who takes mail for this domain?     Routing   -> Route
///   (2) Secure    how must we talk to them?           TlsPolicy -> TlsDecision
///   (3) Deliver   try the hosts in their order        Delivery  -> AttemptOutcome
///   (4) Record    what each recipient got, on what proof        -> Ledger, then Spool with its notices
/// </remarks>
internal sealed partial class Dispatcher(
    DispatchWalk walk, AttemptRecorder recorder, IConfigSource configuration, TimeProvider time, ILogger<Dispatcher> logger)
{
    /// <summary>An attempt that takes longer is broken off: hosts that each dribble a reply could outlive the lease.</summary>
    public static readonly TimeSpan LongestAttempt = TimeSpan.FromHours(4);

    /// <summary>Makes the attempt and writes it down.</summary>
    /// <param name="lease">The entry.</param>
    /// <param name="attempted">Called after (3), before (4): the destination is free again. Null: a fault.</param>
    /// <param name="stop">Breaks the attempt off; that is written down too, and the entry is given back to the spool.</param>
    public async Task CarryAsync(Lease lease, Action<Attempt?> attempted, CancellationToken stop)
    {
        Attempt? attempt = null;
        try
        {
            attempt = await AttemptAsync(lease, stop);
        }
        finally
        {
            attempted(attempt);
        }

        if (attempt.IsBrokenOff) await recorder.RecordBrokenOffAsync(attempt);
        else await recorder.RecordAsync(attempt, stop);                                            // (4)
    }

    /// <summary>Writes down that an entry waits because <paramref name="cause"/> found its destination down.</summary>
    public Task DeferAsync(Lease lease, Attempt cause, CancellationToken stop)
    {
        var found = cause.Outcome.Recipients[0];
        var outcome = new AttemptOutcome([.. lease.Message.Envelope.Recipients.Select(r => found with { Recipient = r })], [])
        {
            DestinationIsDown = true,
        };
        return recorder.RecordAsync(new(lease, lease.Message, outcome) { Route = cause.Route, Decision = cause.Decision }, stop);
    }

    private async Task<Attempt> AttemptAsync(Lease lease, CancellationToken stop)
    {
        var message = OfOneDestination(lease.Message, configuration.Current);
        Route? route = null;
        TlsDecision? decision = null;
        using var limit = new CancellationTokenSource(LongestAttempt, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            route = await walk.Router.FindAsync(message.Domain, either.Token);                     // (1)
            if (route.Problem is { } problem)
                return new(lease, message, Without(message, problem)) { Route = route };
            decision = await walk.Policies.DecideAsync(message, route, either.Token);              // (2)
            var outcome = await walk.Agent.TryAsync(message, route, decision, either.Token);       // (3)
            outcome = UnmetAgreement.Judge(outcome, decision);
            return new(lease, message, outcome with { Recipients = Outcomes.Complete(message, outcome.Recipients) })
            {
                Route = route,
                Decision = decision,
            };
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            var outcome = Outcomes.All(message, Disposition.Unknown, Outcomes.BrokenOff);
            return new(lease, message, outcome) { Route = route, Decision = decision, IsBrokenOff = true };
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            LogTooLong(message.Id, LongestAttempt);
            var reply = Replies.PeerTimedOut(message.Destination, "within " + LongestAttempt);
            return new(lease, message, Outcomes.All(message, Disposition.Deferred, reply)) { Route = route, Decision = decision };
        }
        catch (Exception bug)
        {
            // What peers, DNS and disks do wrong comes back as a value. What arrives here is our own fault: the message stays in
            // the spool, for we have promised not to lose it (RFC 5321 §6.1).
            LogAttemptOurFault(message.Id, bug);
            var outcome = Outcomes.All(message, Disposition.Deferred, Outcomes.OurFault);
            return new(lease, message, outcome) { Route = route, Decision = decision, IsOurFault = true };
        }
    }

    // The recipients of an entry shared a destination when it was taken in; the configuration may have changed since. Those who
    // still share the first one's are carried now, the others stay.
    private static QueuedMessage OfOneDestination(QueuedMessage message, GatepostConfig config)
    {
        var recipients = message.Envelope.Recipients;
        if (recipients.Count == 1) return message;
        var key = DestinationKey.For(config, recipients[0].Address.DomainKey);
        Recipient[] together = [.. recipients.Where(r => DestinationKey.For(config, r.Address.DomainKey) == key)];
        return together.Length == recipients.Count
            ? message
            : message with { Envelope = message.Envelope with { Recipients = together } };
    }

    private static AttemptOutcome Without(QueuedMessage message, RouteProblem problem) =>
        Outcomes.All(message, problem.Disposition, problem.Reply) with
        {
            DestinationIsDown = problem.Disposition is Disposition.Deferred,
        };

    [LoggerMessage(EventIds.AttemptOurFault, LogLevel.Error,
        "{QueueId}: the attempt failed inside Gatepost and will be made again")]
    private partial void LogAttemptOurFault(QueueId queueId, Exception exception);

    [LoggerMessage(EventIds.AttemptTooLong, LogLevel.Warning,
        "{QueueId}: the attempt was broken off after {Limit} and will be made again")]
    private partial void LogTooLong(QueueId queueId, TimeSpan limit);
}
