using System.Diagnostics.Metrics;
using Gatepost.Certificates;
using Gatepost.Checks.Survey;
using Gatepost.Configuration;
using Gatepost.Delivery;
using Gatepost.Diagnostics;
using Gatepost.Dns;
using Gatepost.Host.Send;
using Gatepost.Routing;
using Gatepost.Storage.Files;
using Gatepost.TlsPolicy;
using Gatepost.TlsPolicy.Sources;
using Gatepost.TlsPolicy.Sts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatepost.Host.Check;

/// <summary>The rooms of the walk, put together for a check: those that carry mail, without queue and ledger.</summary>
internal sealed class CheckHouse : IAsyncDisposable
{
    private readonly ServiceProvider _framework = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly CertificateStore? _certificates;

    /// <param name="config">The configuration, or what stands in for it.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="resolver">Whom to ask instead of the DNS, or null.</param>
    public CheckHouse(GatepostConfig config, TimeProvider clock, IResolver? resolver)
    {
        var meters = _framework.GetRequiredService<IMeterFactory>();
        var source = new FixedConfig(config);
        resolver ??= new StubResolver(source, clock, new DnsMetrics(meters), NullLogger<StubResolver>.Instance);
        // Keys of our own are only opened where a row shows one to its peer.
        var showsCertificate = config.Outbound.Tls.ClientCertificate is not null
            || config.Partners.Any(partner => partner.Tls.ClientCertificate is not null)
            || config.Domains.Any(domain => domain.Tls.ClientCertificate is not null);
        _certificates = showsCertificate
            ? new CertificateStore(source, new SecretFolder(config.DataDirectory), clock, NullLogger<CertificateStore>.Instance,
                new CertificateMetrics(meters))
            : null;
        var store = (ICertificateStore?)_certificates ?? new ProbeCertificates();
        var verifier = new PeerVerifier(store, clock);
        var seen = new StsLookUp();
        var fetches = new StsFetches(
            new HttpsStsFetcher(resolver, source, store.Anchors, clock), seen, new StsMetrics(meters), clock,
            NullLogger<StsFetches>.Instance);
        var memory = new StsMemory(resolver, seen, fetches, clock, NullLogger<StsMemory>.Instance);
        var exchanges = new MxRouter(resolver, new OwnAddresses(clock), Random.Shared, NullLogger<MxRouter>.Instance);
        Tools = new CheckTools
        {
            Config = source,
            Resolver = resolver,
            Router = new Router(source, resolver, exchanges),
            Policies = current => new TlsPolicyResolver(
                PolicySources.ForAnyMessage(resolver, memory), current, clock, NullLogger<TlsPolicyResolver>.Instance),
            Sts = seen,
            Fetches = fetches,
            Verifier = verifier,
            Dialer = new SmtpDialer(verifier, clock),
            Time = clock,
        };
    }

    public CheckTools Tools { get; }

    public ValueTask DisposeAsync()
    {
        _certificates?.Dispose();
        return _framework.DisposeAsync();
    }
}
