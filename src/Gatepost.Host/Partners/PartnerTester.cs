using System.Security.Authentication;
using Gatepost.Certificates;
using Gatepost.Configuration;
using Gatepost.Delivery;
using Gatepost.Dns;
using Gatepost.Messages;
using Gatepost.Routing;
using Gatepost.TlsPolicy;
using Gatepost.TlsPolicy.Sources;
using Microsoft.Extensions.Logging;

namespace Gatepost.Host.Partners;

/// <summary>
/// Tries every host and every address of a partner the way that mail goes, and says which levels all of them meet. Nothing is
/// demanded on the way, so that what each could prove is seen.
/// </summary>
internal sealed class PartnerTester(
    IResolver resolver, ICertificateStore certificates, TimeProvider clock, ILoggerFactory loggers)
{
    private static readonly TlsLevel[] Levels =
        [TlsLevel.Encrypt, TlsLevel.Fingerprint, TlsLevel.DaneOnly, TlsLevel.Verify, TlsLevel.Secure];

    /// <param name="config">The configuration that has the row.</param>
    /// <param name="partner">The row.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<PartnerTest> TestAsync(
        GatepostConfig config, PartnerConfig partner, CancellationToken cancellationToken)
    {
        var probe = Probe(Watching(config));
        var hosts = new List<HostTest>();
        foreach (var domain in partner.Domains.Where(static domain => !domain.StartsWith('.')))
        {
            var (problem, reached) = await probe.TryAsync(domain, cancellationToken);
            if (problem is not null)
                hosts.Add(new() { Domain = domain, Peer = domain, IsDown = true, Levels = [], Problem = problem.Reply.Text });
            hosts.AddRange(reached.Select(host => Judge(domain, host, partner.Tls)));
        }

        var spoke = hosts.Where(static host => !host.IsDown).ToList();
        var common = Levels.Select(TlsLevels.Word)
            .Where(level => spoke.Count > 0 && spoke.All(host => host.Levels.Contains(level)));
        List<string> levels = [.. common];
        return new()
        {
            Partner = partner.Name,
            At = clock.GetUtcNow(),
            Hosts = hosts,
            Levels = levels,
            Highest = levels.Count > 0 ? levels[^1] : spoke.Count > 0 ? TlsLevel.May.Word() : null,
        };
    }

    // Of no partner more is asked than TLS where it is offered; the rows' names, authorities and pins are looked at.
    private static GatepostConfig Watching(GatepostConfig config) => config with
    {
        Partners = [.. config.Partners.Select(static row => row with { Mode = PartnerMode.Monitor })],
        Outbound = config.Outbound with { Tls = new() },
    };

    private ReachProbe Probe(GatepostConfig config)
    {
        var source = new FixedConfig(config);
        var exchanges = new MxRouter(resolver, new OwnAddresses(clock), Random.Shared, loggers.CreateLogger<MxRouter>());
        var policies = new TlsPolicyResolver(
            [new PartnerRows(), new DomainRow(), new Dane(resolver), new Default()], source, clock,
            loggers.CreateLogger<TlsPolicyResolver>());
        return new ReachProbe(new Router(source, resolver, exchanges), policies,
            new SmtpDialer(new PeerVerifier(certificates, clock), clock), new ProbeContext(source, clock));
    }

    private static HostTest Judge(string domain, ReachedHost host, TlsRequirement row)
    {
        var tls = host.Tls;
        var isTooOld = row.MinimumVersion is SslProtocols.Tls13 && tls.Protocol is not "TLSv1.3";
        return new()
        {
            Domain = domain,
            Peer = host.Peer,
            IsDown = host.IsDown,
            Tls = tls.IsEncrypted ? $"{tls.Protocol} {tls.CipherSuite}" : null,
            Levels = isTooOld ? [] : [.. Levels.Where(level => level.IsMetBy(tls.Proofs)).Select(TlsLevels.Word)],
            Problem = host.Failure ?? tls.Problem ?? (isTooOld ? "it does not speak the version that the row asks for"
                : tls.Reason is TlsReason.None ? null : tls.Reason.Plain()),
        };
    }
}
