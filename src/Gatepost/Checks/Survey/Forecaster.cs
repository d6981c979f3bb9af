using System.Security.Authentication;
using Gatepost.Configuration;
using Gatepost.Delivery;
using Gatepost.Messages;
using Gatepost.Routing;

namespace Gatepost.Checks.Survey;

/// <summary>
/// Says what would break if a level were enforced: the decision is made anew under a configuration that asks for it, and what
/// each address showed is held against that. Only where a version or cipher was agreed that is too old for it does it call again.
/// </summary>
internal sealed class Forecaster(CheckTools tools, Route route, QueuedMessage question)
{
    /// <summary>What an operator may enforce for a domain.</summary>
    public static readonly IReadOnlyList<TlsLevel> Levels =
        [TlsLevel.Encrypt, TlsLevel.Fingerprint, TlsLevel.Verify, TlsLevel.Secure, TlsLevel.DaneOnly];

    public async Task<IReadOnlyList<LevelForecast>> ForecastAsync(
        IReadOnlyList<HostSurvey> hosts, CancellationToken cancellationToken)
    {
        var forecasts = new List<LevelForecast>(Levels.Count);
        foreach (var level in Levels)
        {
            var config = Enforcing(tools.Config.Current, level);
            var decision = await tools.Policies(new FixedConfig(config)).DecideAsync(question, route, cancellationToken);
            if (level is TlsLevel.Fingerprint && decision.Requirement.Pins.Count == 0) continue; // nobody could meet it
            var obstacles = new List<Obstacle>();
            var judged = 0;
            foreach (var host in hosts)
            {
                var expectation = PeerExpectation.Of(decision, route, host.Host, config.Outbound);
                foreach (var address in host.Addresses.Where(address => address.Answered))
                {
                    judged++;
                    if (await WhyNotAsync(address, expectation, cancellationToken) is { } why)
                        obstacles.Add(new(address.Peer, why));
                }
            }

            forecasts.Add(new(level, obstacles, judged));
        }

        return forecasts;
    }

    private async Task<string?> WhyNotAsync(
        AddressSurvey address, PeerExpectation expectation, CancellationToken cancellationToken)
    {
        if (expectation.Demand.Refusal is { } refusal) return refusal.Text;
        if (address.Failure is { Stage: ConversationStage.Hello } mute) return mute.Describe();
        if (!address.Tls.IsEncrypted) return address.Tls.Problem ?? "there is no TLS";
        var evaluation = PeerEvaluation.Of(address.Call.Certificate, expectation);
        if (!evaluation.IsAccepted) return evaluation.Problem;
        if (!IsTooOld(address.Tls, expectation)) return null;
        var target = new DialTarget(address.Address, expectation, tools.Config.Current);
        var dialed = await tools.Dialer.DialAsync(target, cancellationToken);
        if (dialed.Conversation is { } conversation) await conversation.QuitAsync();
        return dialed.Failure?.Describe();
    }

    private static bool IsTooOld(TlsFacts tls, PeerExpectation expectation) =>
        (expectation.Level.MustMatch() && !tls.Proofs.HasFlag(TlsProofs.Strong))
        || (expectation.Requirement.MinimumVersion is SslProtocols.Tls13 && tls.Protocol is not "TLSv1.3");

    // Whichever row speaks of the domain: what else it says (names, CA, pins) holds.
    private static GatepostConfig Enforcing(GatepostConfig config, TlsLevel level) => config with
    {
        Outbound = config.Outbound with { Tls = config.Outbound.Tls with { Level = level } },
        Partners = [.. config.Partners.Select(row => row with
        {
            Mode = PartnerMode.Enforce,
            ValidUntil = null,
            Tls = row.Tls with { Level = level },
        })],
        Domains = [.. config.Domains.Select(row => row with { Tls = row.Tls with { Level = level } })],
    };
}
