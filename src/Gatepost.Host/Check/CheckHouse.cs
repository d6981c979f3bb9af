using System.Diagnostics.Metrics;
using Gatepost.Certificates;
using Gatepost.Checks.Survey;
using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Gatepost.Dns;
using Gatepost.Host.Send;
using Gatepost.Storage.Files;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatepost.Host.Check;

/// <summary>What a verb needs that asks beforehand: the rooms of the walk, with a resolver and keys of their own.</summary>
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
        Rooms = new CheckRooms(resolver, store, new StsMetrics(meters), clock, NullLoggerFactory.Instance);
        Tools = Rooms.Under(source);
    }

    public CheckRooms Rooms { get; }

    public CheckTools Tools { get; }

    public ValueTask DisposeAsync()
    {
        _certificates?.Dispose();
        return _framework.DisposeAsync();
    }
}
