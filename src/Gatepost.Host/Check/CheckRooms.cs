using Gatepost.Certificates;
using Gatepost.Checks.Survey;
using Gatepost.Configuration;
using Gatepost.Delivery;
using Gatepost.Diagnostics;
using Gatepost.Dns;
using Gatepost.Routing;
using Gatepost.TlsPolicy;
using Gatepost.TlsPolicy.Sources;
using Gatepost.TlsPolicy.Sts;
using Microsoft.Extensions.Logging;

namespace Gatepost.Host.Check;

/// <summary>
/// Puts the rooms of the walk together for whoever asks beforehand, a verb or the nightly test: those that carry mail, without
/// queue and ledger.
/// </summary>
internal sealed class CheckRooms(
    IResolver resolver, ICertificateStore certificates, StsMetrics metrics, TimeProvider clock, ILoggerFactory loggers)
{
    /// <summary>Whom to ask for policies instead of the internet, or null.</summary>
    public IStsFetcher? Fetcher { get; init; }

    /// <summary>The rooms for one run: they remember no policy of MTA-STS from an earlier one.</summary>
    public CheckTools Under(IConfigSource config)
    {
        var verifier = new PeerVerifier(certificates, clock);
        var seen = new StsLookUp();
        var fetcher = Fetcher ?? new HttpsStsFetcher(resolver, config, certificates.Anchors, clock);
        var fetches = new StsFetches(seen.Watching(fetcher), seen, metrics, clock, Logger<StsFetches>());
        var memory = new StsMemory(resolver, seen, fetches, clock, Logger<StsMemory>());
        var exchanges = new MxRouter(resolver, new OwnAddresses(clock), Random.Shared, Logger<MxRouter>());
        return new CheckTools
        {
            Config = config,
            Resolver = resolver,
            Router = new Router(config, resolver, exchanges),
            Policies = current => new TlsPolicyResolver(
                PolicySources.ForAnyMessage(resolver, memory), current, clock, Logger<TlsPolicyResolver>()),
            Sts = seen,
            Fetches = fetches,
            Verifier = verifier,
            Dialer = new SmtpDialer(verifier, clock),
            Time = clock,
            Pages = new HttpsClient(resolver, config, certificates.Anchors, clock, "Gatepost (check)").AskAsync,
        };
    }

    private ILogger<T> Logger<T>() => loggers.CreateLogger<T>();
}
