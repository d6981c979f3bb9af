using Gatepost.Protocols.Smtp;
using Gatepost.Routing;
using Gatepost.TlsPolicy;

namespace Gatepost.Delivery;

/// <summary>
/// Calls every host and every address of a domain as mail would, up to the point where MAIL may be said, and takes leave: to
/// know beforehand what all of them can prove.
/// </summary>
internal sealed class ReachProbe(IRouter router, ITlsPolicyResolver policies, SmtpDialer dialer, ProbeContext context)
{
    private const int CallsAtOnce = 8;

    /// <summary>Calls. What peers and the DNS do wrong comes back as a value.</summary>
    /// <exception cref="OperationCanceledException">The caller wants to stop.</exception>
    /// <exception cref="IOException">A file that the configuration names cannot be read.</exception>
    public async Task<(RouteProblem? Problem, IReadOnlyList<ReachedHost> Hosts)> TryAsync(
        string domain, CancellationToken cancellationToken)
    {
        var route = await router.FindAsync(domain, cancellationToken);
        if (route.Problem is { } problem) return (problem, []);
        var message = QuestionMessage.To(new Mailbox("postmaster", domain), route, context.Time.GetUtcNow());
        var decision = await policies.DecideAsync(message, route, cancellationToken);
        var config = context.Config.Current;
        var targets = route.Hosts.SelectMany(host => DialTarget.Of(decision, route, host, config)).ToList();
        var hosts = new ReachedHost[targets.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = CallsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, targets.Count, options, async (i, stop) =>
            hosts[i] = await CallAsync(targets[i], domain, stop));
        return (null, hosts);
    }

    private async Task<ReachedHost> CallAsync(DialTarget target, string domain, CancellationToken cancellationToken)
    {
        var dialed = await dialer.DialAsync(target, cancellationToken);
        if (dialed.Conversation is { } conversation) await conversation.QuitAsync();
        var tls = ReachableProofs.ForDomain(dialed.Tls, target.Expectation, domain);
        return new(target.Peer, tls)
        {
            Failure = dialed.Failure?.Describe(),
            IsDown = dialed.Failure is { } failure && FailurePolicy.Judge(failure).HostIsDown,
        };
    }
}
