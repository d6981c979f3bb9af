using System.Diagnostics.Metrics;
using Gatepost.Certificates;
using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Gatepost.Dns;
using Gatepost.Host.Send;
using Gatepost.Storage.Files;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatepost.Host.Partners;

/// <summary>What a test of partners needs, put together for one verb: no queue, no ledger.</summary>
internal sealed class PartnerHouse : IAsyncDisposable
{
    private readonly ServiceProvider _framework = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly CertificateStore? _certificates;

    public PartnerHouse(GatepostConfig config, TimeProvider clock)
    {
        var meters = _framework.GetRequiredService<IMeterFactory>();
        var source = new FixedConfig(config);
        // Keys of our own are only opened where a row shows one to its peer.
        if (config.Partners.Any(static partner => partner.Tls.ClientCertificate is not null))
        {
            _certificates = new CertificateStore(source, new SecretFolder(config.DataDirectory), clock,
                NullLogger<CertificateStore>.Instance, new CertificateMetrics(meters));
        }

        var resolver = new StubResolver(source, clock, new DnsMetrics(meters), NullLogger<StubResolver>.Instance);
        Tester = new(resolver, (ICertificateStore?)_certificates ?? new ProbeCertificates(), clock, NullLoggerFactory.Instance);
    }

    public PartnerTester Tester { get; }

    public ValueTask DisposeAsync()
    {
        _certificates?.Dispose();
        return _framework.DisposeAsync();
    }
}
