using Gatepost.Configuration;
using Gatepost.Dns;
using Gatepost.Messages;
using Gatepost.Routing;
using Gatepost.Tests.Delivery;
using Gatepost.TlsPolicy;
using Gatepost.TlsPolicy.Sources;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.TlsPolicy;

public sealed class TlsPolicyResolverTests
{
    private readonly FakeTimeProvider _time = new(Outgoing.Noon);

    private static readonly GatepostConfig Config = new()
    {
        Hostname = "gate.harbour.test",
        DataDirectory = "/nowhere",
        Domains =
        [
            new DomainConfig
            {
                Name = "harbour.test",
                NextHop = new HostPort("mail.harbour.test", 25),
                Tls = new TlsRequirement { Level = TlsLevel.Verify, CaFile = "house.pem" },
            },
        ],
        Partners =
        [
            new PartnerConfig
            {
                Name = "lighthouse",
                Domains = ["lighthouse.test", ".lighthouse.test"],
                Tls = new TlsRequirement { Level = TlsLevel.Secure, Names = ["mx.lighthouse.test"] },
            },
            new PartnerConfig { Name = "fog", Domains = ["fog.test"], Tls = new TlsRequirement { Level = TlsLevel.None } },
            new PartnerConfig { Name = "old", Domains = ["old.test"], Tls = new TlsRequirement { Level = TlsLevel.May } },
        ],
        Outbound = new OutboundConfig { Tls = new TlsRequirement { Level = TlsLevel.Encrypt } },
    };

    private Task<TlsDecision> DecideAsync(
        string domain, MailDirection direction = MailDirection.Out, GatepostConfig? config = null, int attempts = 0)
    {
        var resolver = new TlsPolicyResolver(
            [new Default(), new DomainRow(), new PartnerRows()],
            new FixedConfig(config ?? Config), _time, NullLogger<TlsPolicyResolver>.Instance);
        var route = new Route
        {
            Domain = domain,
            Destination = domain,
            Direction = direction,
            Kind = NextHopKind.Mx,
            CanonicalDomain = domain,
            MxSecurity = DnsSecurity.Insecure,
            Hosts = [],
        };
        return resolver.DecideAsync(
            Outgoing.Message() with { Attempts = attempts }, route, TestContext.Current.CancellationToken);
    }

    [Theory]
    [Trait("Statement", "STL-08")]
    [InlineData("lighthouse.test", MailDirection.Out, TlsLevel.Secure, "partner lighthouse: level secure, names mx.lighthouse.test")]
    [InlineData("a.lighthouse.test", MailDirection.Out, TlsLevel.Secure, "partner lighthouse: level secure, names mx.lighthouse.test")]
    [InlineData("fog.test", MailDirection.Out, TlsLevel.None, "partner fog: level none")]
    [InlineData("old.test", MailDirection.Out, TlsLevel.May, "partner old: level may")]
    [InlineData("stranger.test", MailDirection.Out, TlsLevel.Encrypt, "default: level encrypt")]
    [InlineData("harbour.test", MailDirection.In, TlsLevel.Verify, "domain harbour.test: level verify, CA of house.pem")]
    [InlineData("gone.test", MailDirection.In, TlsLevel.May, "default: level may")]
    public async Task The_row_that_names_the_destination_decides_and_else_the_default(
        string domain, MailDirection direction, TlsLevel level, string why)
    {
        var decision = await DecideAsync(domain, direction);

        Assert.Equal(level, decision.Level);
        Assert.Equal(level, decision.Requirement.Level);
        Assert.Equal(why, decision.Why);
    }

    [Theory]
    [Trait("Statement", "STL-02b")]
    [InlineData(TlsLevel.May, 0, 0, false)]
    [InlineData(TlsLevel.May, 1, 60, false)]         // tried by hand, before its time
    [InlineData(TlsLevel.May, 1, 270, true)]         // the first retry, as early as the jitter lets it be
    [InlineData(TlsLevel.May, 1, 330, true)]
    [InlineData(TlsLevel.May, 0, 86_400, false)]     // it lay in the queue, and nobody tried
    [InlineData(TlsLevel.Encrypt, 9, 86_400, false)]
    [InlineData(TlsLevel.Verify, 9, 86_400, false)]
    [InlineData(TlsLevel.Secure, 9, 86_400, false)]
    [InlineData(TlsLevel.Fingerprint, 9, 86_400, false)]
    public async Task Clear_text_may_follow_a_failed_handshake_only_at_May_and_after_the_first_retry_interval(
        TlsLevel level, int attempts, int waitedSeconds, bool expected)
    {
        _time.Advance(TimeSpan.FromSeconds(waitedSeconds));
        var config = Config with { Outbound = new OutboundConfig { Tls = new TlsRequirement { Level = level } } };

        var decision = await DecideAsync("stranger.test", config: config, attempts: attempts);

        Assert.Equal(expected, decision.MayFallBackToClear);
    }

    [Fact]
    public async Task A_default_of_none_does_not_switch_off_what_a_partner_row_demands()
    {
        var config = Config with { Outbound = new OutboundConfig { Tls = new TlsRequirement { Level = TlsLevel.None } } };

        Assert.Equal(TlsLevel.Secure, (await DecideAsync("lighthouse.test", config: config)).Level);
        Assert.Equal(TlsLevel.None, (await DecideAsync("stranger.test", config: config)).Level);
    }
}
