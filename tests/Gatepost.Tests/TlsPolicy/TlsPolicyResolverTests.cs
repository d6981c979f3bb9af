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
        string domain, MailDirection direction = MailDirection.Out, GatepostConfig? config = null, int attempts = 0,
        Func<QueuedMessage, QueuedMessage>? with = null)
    {
        var resolver = new TlsPolicyResolver(
            [new Default(), new DomainRow(), new PartnerRows(), new ReleasedOnce()],
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
            (with ?? (message => message))(Outgoing.Message() with { Attempts = attempts }), route,
            TestContext.Current.CancellationToken);
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

    [Theory]
    [InlineData(PartnerMode.Monitor, null, "only watched")]
    [InlineData(PartnerMode.Enforce, "2026-05-31", "ended, so only watched")]
    public async Task An_agreement_that_is_only_watched_asks_what_is_asked_of_everybody_and_is_told_of(
        PartnerMode mode, string? end, string words)
    {
        var partner = Config.Partners[0] with
        {
            Mode = mode,
            ValidUntil = end is null ? null : DateOnly.ParseExact(end, "yyyy-MM-dd"),
            Tls = Config.Partners[0].Tls with { MinimumVersion = System.Security.Authentication.SslProtocols.Tls13 },
        };

        var decision = await DecideAsync("lighthouse.test", config: Config with { Partners = [partner] });

        Assert.Equal(TlsLevel.Encrypt, decision.Level);
        Assert.Equal(["mx.lighthouse.test"], decision.Requirement.Names);
        Assert.Null(decision.Requirement.MinimumVersion);
        Assert.Equal((partner, AgreementForce.Watched), (decision.Partner, decision.PartnerForce));
        Assert.Equal($"partner lighthouse: {words}, would ask level secure, names mx.lighthouse.test", decision.Why);
    }

    [Fact]
    public async Task A_watched_agreement_never_asks_less_than_is_asked_of_everybody()
    {
        var partner = Config.Partners[1] with { Mode = PartnerMode.Monitor };
        Assert.Equal(TlsLevel.None, partner.Tls.Level);

        var decision = await DecideAsync("fog.test", config: Config with { Partners = [partner] });

        Assert.Equal(TlsLevel.Encrypt, decision.Level);
    }

    [Fact]
    public async Task An_agreement_about_mail_from_a_partner_says_nothing_of_mail_to_it()
    {
        var partner = Config.Partners[0] with { Directions = PartnerDirections.In };

        var decision = await DecideAsync("lighthouse.test", config: Config with { Partners = [partner] });

        Assert.Equal("default: level encrypt", decision.Why);
        Assert.Null(decision.Partner);
    }

    [Fact]
    public async Task What_an_operator_released_once_is_held_to_nothing_and_the_evidence_says_who_and_why()
    {
        var decision = await DecideAsync("lighthouse.test", with: message =>
            message with { Waiver = new("ann", "agreed by telephone", Outgoing.Noon) });

        Assert.Equal(TlsLevel.May, decision.Level);
        Assert.Equal("operator: released once by ann: agreed by telephone", decision.Why);
        Assert.Equal(AgreementForce.SetAside, decision.PartnerForce);
        Assert.Equal(["mx.lighthouse.test"], decision.Requirement.Names);
    }

    [Fact]
    public async Task What_the_message_itself_demands_no_operator_can_take_back()
    {
        var decision = await DecideAsync("lighthouse.test", with: message => message with
        {
            Waiver = new("ann", "agreed by telephone", Outgoing.Noon),
            Envelope = message.Envelope with { RequireTls = true },
        });

        Assert.Equal(TlsLevel.Secure, decision.Level);
        Assert.DoesNotContain("released", decision.Why);
    }
}
