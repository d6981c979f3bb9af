using System.Net;
using Gatepost.Checks.Dialogues;
using Gatepost.Checks.TlsProbing;
using Gatepost.Configuration;
using Gatepost.Delivery;
using Gatepost.Dns;
using Gatepost.Messages;
using Gatepost.Routing;
using Gatepost.TlsPolicy;

namespace Gatepost.Checks.Survey;

/// <summary>Calls one address as mail would, and takes leave before MAIL.</summary>
/// <remarks>
///   (1) Call as the decision wants it, once more with every cipher where mail would, and look on.
///   (2) Where the decision would not let us see TLS (it rules the host out, or switches TLS off), call once more to see it.
///   (3) Two short calls beside: does it obey what was smuggled in before TLS, and does it need to be told its name?
///   (4) Where it is wanted, find out what its TLS can be talked into.
///   (5) Ask the names of the address.
/// </remarks>
internal sealed class AddressSurveyor(CheckTools tools, GatepostConfig config, Route route, TlsDecision decision)
{
    /// <summary>How closely to look: (3) and (4) from <see cref="SurveyDepth.Server"/> on, (5) for a domain.</summary>
    public SurveyDepth Depth { get; init; } = SurveyDepth.Domain;

    /// <summary>Probes of TLS; null where nobody wants any.</summary>
    public TlsProbes? Probes { get; init; }

    /// <summary>Who is told how far a probe has come.</summary>
    public Action<string> Tell { get; init; } = static _ => { };

    public async Task<AddressSurvey> LookAsync(MxHost host, IPAddress address, CancellationToken cancellationToken)
    {
        var expectation = PeerExpectation.Of(decision, route, host, config.Outbound);
        var target = new DialTarget(new IPEndPoint(address, host.Port), expectation, config);
        var seen = await SeeAsync(target, cancellationToken);                                                     // (1)
        var failure = seen.Failure;

        if (failure is { Kind: FailureKind.Forbidden } || expectation.Level is TlsLevel.None)                      // (2)
        {
            var open = expectation with { Floor = TlsLevel.May, Demand = HostDemand.Nothing };
            seen = await SeeAsync(target with { Expectation = open }, cancellationToken);
            failure ??= seen.Failure;
        }

        var survey = new AddressSurvey
        {
            Address = target.Address,
            Peer = (target with { Expectation = expectation with { Demand = HostDemand.Nothing } }).Peer,
            Failure = failure,
            Tls = seen.Tls,
            Call = seen.Call,
            FirstHandshake = seen.First,
            IsOutOfOurReach = failure is { Stage: ConversationStage.Connect } && !tools.HasRoute(address),
            MayFallBackToClear = failure is not null && expectation.Level.IsOpportunistic()
                && FailurePolicy.Judge(failure).AllowsClear,
        };
        target = target with { Expectation = expectation with { OffersEveryCipher = seen.First is not null } };
        if (Depth >= SurveyDepth.Server) survey = await WithCallsBesideAsync(survey, target, cancellationToken);
        return Depth is SurveyDepth.Domain ? await NamedAsync(survey, cancellationToken) : survey;
    }

    private async Task<AddressSurvey> WithCallsBesideAsync(
        AddressSurvey survey, DialTarget target, CancellationToken cancellationToken)
    {
        var side = new SideProbes(tools, target);
        if (!survey.Tls.IsEncrypted)
        {
            if (survey is { Answered: true, OffersStartTls: false }) await side.LookAgainAsync(cancellationToken);
            return survey with { Second = side.Last };
        }

        var injection = await side.SmuggleAsync(cancellationToken);                                               // (3)
        survey = survey with
        {
            Injection = injection,
            Second = side.Last,
            WithoutServerName = await side.HandshakeWithoutNameAsync(cancellationToken),
        };
        return await ProbeAsync(survey, target, new StartTls(() => new SmtpDialect(config.Hostname)), cancellationToken);
    }

    /// <summary>Finds out what its TLS can be talked into, where that is wanted.</summary>
    public async Task<AddressSurvey> ProbeAsync(
        AddressSurvey survey, DialTarget target, ITlsBeginning beginning, CancellationToken cancellationToken)
    {
        if (Probes is null) return survey;
        var expectation = target.Expectation;
        var host = expectation.Demand.Dane?.BaseDomain ?? expectation.Host;
        var facts = await Probes.ProbeAsync(                                                                      // (4)
            new(target.Address, host, beginning) { Limits = TlsProbes.Within(config.Timeouts) },
            Tell, cancellationToken);
        var met = survey.Call.Certificate?.Digest;
        return survey with
        {
            Probe = facts,
            OtherKeys = [.. facts.Chains.Where(chain => chain.Digests[0] != met)
                .Select(chain => (chain.KeyKind, Certificate: tools.Verifier.Examine(chain.Chain, expectation)))
                .Where(static pair => pair.Certificate is not null)
                .Select(static pair => new OtherKey(pair.KeyKind, pair.Certificate!))],
        };
    }

    // With the second call that mail would make. One that did not come as far shows less than the first.
    private async Task<Sight> SeeAsync(DialTarget target, CancellationToken cancellationToken)
    {
        var seen = await CallAsync(target, new DialRecord(), cancellationToken);
        if (seen.Failure is not { } first || target.WithEveryCipher(first) is not { } again) return seen;
        var second = await CallAsync(again, new DialRecord(seen.Call, "once more, with every cipher"), cancellationToken);
        return second.Call.StartTls is null ? seen : second with { First = first };
    }

    private async Task<Sight> CallAsync(DialTarget target, DialRecord call, CancellationToken cancellationToken)
    {
        var dialed = await tools.Dialer.DialAsync(target with { Watcher = call }, cancellationToken);
        if (dialed.Conversation is { } conversation) await conversation.QuitAsync();
        return new(dialed.Failure, dialed.Tls, call);
    }

    private async Task<AddressSurvey> NamedAsync(AddressSurvey survey, CancellationToken cancellationToken)        // (5)
    {
        survey = survey with { Names = await tools.Resolver.FindNamesAsync(survey.Address.Address, cancellationToken) };
        foreach (var name in survey.Names.Records.Take(4))
        {
            var answer = await tools.Resolver.FindAddressesAsync(name, cancellationToken);
            if (answer.Outcome is DnsOutcome.Found && answer.Records.Contains(survey.Address.Address))
                return survey with { LeadsBack = true };
        }

        return survey;
    }

    /// <summary>What a call showed.</summary>
    private sealed record Sight(ConversationFailure? Failure, TlsFacts Tls, DialRecord Call)
    {
        /// <summary>How the call before it failed, which offered the usual ciphers; null: there was none.</summary>
        public ConversationFailure? First { get; init; }
    }
}
