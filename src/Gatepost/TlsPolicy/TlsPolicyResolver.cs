using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Gatepost.Messages;
using Gatepost.Routing;
using Microsoft.Extensions.Logging;

namespace Gatepost.TlsPolicy;

/// <summary>
/// Decides how we must talk to a destination. Between mail servers TLS is opportunistic by nature (RFC 3207 §4): who asks
/// for nothing gets encryption where it is offered and clear text where it is not, and an attacker on the path chooses.
/// So whoever has reason to ask for more must say so beforehand: the operator by rows, the destination by what it publishes.
/// </summary>
/// <remarks>
///   (1) Ask every source, in the order of their ranks.
///   (2) Let <see cref="Precedence"/> combine what they said.
///   (3) Add what the message itself asks for, which rests on what they found (REQUIRETLS).
///   (4) Say whether clear text may follow a failed handshake: only at May, and only once the message has waited the first
///       retry interval, so that one glitch (or one forged packet) costs a delay and not a secret.
/// </remarks>
internal sealed partial class TlsPolicyResolver : ITlsPolicyResolver
{
    private readonly ITlsPolicySource[] _sources;
    private readonly IConfigSource _config;
    private readonly TimeProvider _time;
    private readonly ILogger<TlsPolicyResolver> _logger;

    public TlsPolicyResolver(
        IEnumerable<ITlsPolicySource> sources, IConfigSource config, TimeProvider time, ILogger<TlsPolicyResolver> logger)
    {
        _sources = [.. sources.OrderBy(source => source.Rank)];
        (_config, _time, _logger) = (config, time, logger);
    }

    /// <inheritdoc />
    public async Task<TlsDecision> DecideAsync(QueuedMessage message, Route route, CancellationToken cancellationToken)
    {
        var config = _config.Current;
        var question = new TlsQuestion(message, route, config) { Now = _time.GetUtcNow() };

        var opinions = new List<(PolicyRank, TlsOpinion)>(_sources.Length);                                      // (1)
        foreach (var source in _sources)
        {
            if (await source.AskAsync(question, cancellationToken) is not { } opinion) continue;
            opinions.Add((source.Rank, opinion));
            if (opinion.Force is OpinionForce.Exact) break; // what is not heard need not be looked up, and cannot fail
        }

        var (requirement, hosts, evidence) = Precedence.Combine(opinions);                                       // (2)
        if (RequireTlsDemands.Of(question, requirement, hosts) is { } required)                                  // (3)
            (hosts, evidence) = (hosts.And(required.Hosts), [.. evidence, required.Evidence]);
        var decision = new TlsDecision
        {
            Level = requirement.Level,
            Requirement = requirement,
            Hosts = hosts,
            Habit = opinions.Select(heard => heard.Item2.Habit).FirstOrDefault(habit => habit is not null),
            Evidence = evidence,
            Partner = question.Partner,
            PartnerForce = question.Partner?.IsEnforced(question.Now) != true ? AgreementForce.Watched
                : opinions[0].Item1 is PolicyRank.ReleasedOnce ? AgreementForce.SetAside
                : AgreementForce.Enforced,
            MayFallBackToClear = requirement.Level.IsOpportunistic() && HasWaited(message, config.Queue),         // (4)
        };
        if (_logger.IsEnabled(LogLevel.Debug)) LogDecided(message.Id, route.Destination, decision.Level.Word(), decision.Why);
        return decision;
    }

    // The first retry may come a little before its time: it counts all the same, or half of the mail would wait for the second.
    // What lay in the queue for another reason, and was never tried, has not waited.
    private bool HasWaited(QueuedMessage message, QueueConfig queue) =>
        queue.Retry.Count > 0 && message.Attempts > 0
        && _time.GetUtcNow() >= message.ArrivedAt + (queue.Retry[0] * (1 - QueueConfig.RetryJitter));

    [LoggerMessage(EventIds.TlsDecided, LogLevel.Debug, "{QueueId}: to {Destination} at level {Level} ({Why})")]
    private partial void LogDecided(QueueId queueId, string destination, string level, string why);
}
