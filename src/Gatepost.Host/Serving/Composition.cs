using System.Diagnostics.Metrics;
using Gatepost.Certificates;
using Gatepost.Configuration;
using Gatepost.Delivery;
using Gatepost.Diagnostics;
using Gatepost.Dispatch;
using Gatepost.Dns;
using Gatepost.Host.Check;
using Gatepost.Host.Partners;
using Gatepost.Inbound;
using Gatepost.Routing;
using Gatepost.Spool;
using Gatepost.Storage;
using Gatepost.Storage.Files;
using Gatepost.TlsPolicy;
using Gatepost.TlsPolicy.Sources;
using Gatepost.TlsPolicy.Sts;
using Microsoft.Extensions.Logging;

namespace Gatepost.Host.Serving;

/// <summary>
/// The one place that knows all rooms: it puts one gateway together, by plain constructors, in the order of the walk.
/// </summary>
internal sealed class Composition(IConfigSource config, IMeterFactory meters, GatewaySurroundings surroundings)
{
    private readonly TimeProvider _clock = surroundings.Clock;

    public Rooms Build()
    {
        var stores = Stores.Open(config, _clock, surroundings.Loggers, meters);
        try
        {
            return Build(stores);
        }
        catch
        {
            stores.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }
    }

    private Rooms Build(Stores stores)
    {
        var watch = new ClockWatch(_clock, Logger<ClockWatch>());
        var spool = new MailSpool(stores.Spool, config, _clock, Logger<MailSpool>());
        var certificates = new CertificateStore(
            config, new SecretFolder(config.Current.DataDirectory), _clock, Logger<CertificateStore>(),
            new CertificateMetrics(meters));
        var users = new UserDirectory(config, _clock, Logger<UserDirectory>());

        // Out: where to, how, and there.
        var resolver = surroundings.Resolver
            ?? new StubResolver(config, _clock, new DnsMetrics(meters), Logger<StubResolver>());
        var router = Router(resolver);
        var fetcher = new HttpsStsFetcher(resolver, config, certificates.Anchors, _clock);
        var stsMetrics = new StsMetrics(meters);
        var fetches = new StsFetches(fetcher, stores.State, stsMetrics, _clock, Logger<StsFetches>());
        var policies = Policies(
            resolver, new StsMemory(resolver, stores.State, fetches, _clock, Logger<StsMemory>()),
            new LedgerMemory(stores.Ledger, _clock, Logger<LedgerMemory>()));
        var dialer = new SmtpDialer(new PeerVerifier(certificates, _clock), _clock);
        var pool = new ConnectionPool(config, _clock, Logger<ConnectionPool>());
        var agent = new DeliveryAgent(dialer, pool, config, new DeliveryMetrics(meters), Logger<DeliveryAgent>());
        var carrier = Carrier(
            new DispatchWalk(router, policies, agent),
            new RecorderStores(stores.Ledger, spool, _clock, Random.Shared) { Clock = watch });

        // In.
        var probe = new RecipientProbe(router, policies, dialer, pool, new ProbeContext(config, _clock));
        var listeners = new InboundListeners(new InboundNeeds
        {
            Config = config,
            Certificates = certificates,
            Spool = spool,
            Ledger = stores.Ledger,
            Users = users,
            Recipients = new CallForward(probe, _clock, Logger<CallForward>()),
            Time = _clock,
            Meters = meters,
            Loggers = surroundings.Loggers,
        });
        return new Rooms
        {
            Spool = spool,
            Queue = stores.Spool,
            Ledger = stores.Ledger,
            Certificates = certificates,
            Receiver = listeners.Receiver,
            TurnsAway = listeners.TurnsAway,
            Carrier = carrier,
            WatchPartners = Partners(
                new CheckRooms(resolver, certificates, stsMetrics, _clock, surroundings.Loggers), spool).RunAsync,
            Resolver = resolver,
            Clock = watch,
            Refresher = new(resolver, stores.State, fetches, _clock, Logger<StsRefresher>()) { Clock = watch },
            Closing = [carrier, pool, spool, stores, users, certificates],
        };
    }

    private TlsPolicyResolver Policies(IResolver resolver, StsMemory policies, LedgerMemory domains) => new(
        [new ReleasedOnce(), .. PolicySources.ForAnyMessage(resolver, policies), new Memory(domains)],
        config, _clock, Logger<TlsPolicyResolver>());

    private PartnerWatch Partners(CheckRooms rooms, ISpool spool) => new(
        new PartnerTester(rooms.Under),
        new PartnerWatchNeeds(config, spool, new PartnerMemory(config.Current.DataDirectory), _clock), meters,
        Logger<PartnerWatch>());

    private Router Router(IResolver resolver) =>
        new(config, resolver, new MxRouter(resolver, new OwnAddresses(_clock), Random.Shared, Logger<MxRouter>()));

    private DispatchLoop Carrier(DispatchWalk walk, RecorderStores stores)
    {
        var metrics = new DispatchMetrics(meters);
        var notifier = new Notifier(stores.Spool, config, _clock, metrics, Logger<Notifier>());
        var watch = new RegressionWatch(_clock, metrics, Logger<RegressionWatch>());
        var recorder = new AttemptRecorder(stores, new(notifier, watch), config, metrics, Logger<AttemptRecorder>());
        var dispatcher = new Dispatcher(walk, recorder, config, _clock, Logger<Dispatcher>());
        return new DispatchLoop(dispatcher, stores, config, metrics, Logger<DispatchLoop>());
    }

    private ILogger<T> Logger<T>() => surroundings.Loggers.CreateLogger<T>();
}
