using Gatepost.Configuration;
using Gatepost.Messages;
using Gatepost.Routing;
using Gatepost.Tests.Delivery;
using Gatepost.TlsPolicy;
using Gatepost.TlsPolicy.Sources;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatepost.Tests.TlsPolicy;

/// <summary>What REQUIRETLS asks of each host, by what vouches for it.</summary>
public sealed class RequireTlsDemandsTests
{
    private const string Secure = "x.test MX 10 a.test secure;a.test A 192.0.2.1 secure";
    private const string Plain = "x.test MX 10 a.test;a.test A 192.0.2.1";
    private const string Sts = ";_mta-sts.x.test TXT v=STSv1,id=1,";
    private const string Tlsa = ";_25._tcp.a.test TLSA 3 1 1 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff secure";
    private const string Odd = ";_25._tcp.a.test TLSA 0 0 1 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff secure";

    /// <summary>Each row: what it is about, the row's level, the zones, what the policy says, what the host is held to.</summary>
    [Theory]
    [Trait("Statement", "RTLS-03")]
    [Trait("Statement", "RTLS-05")]
    [InlineData("a proven MX: the certificate must be valid", "may", Secure, "", "verify onward")]
    [InlineData("and where there are TLSA records, fit them", "may", Secure + Tlsa, "", "dane-only onward")]
    [InlineData("none of them usable: the certificate must be valid", "may", Secure + Odd, "", "verify onward")]
    [InlineData("nobody vouches for the name", "may", Plain, "", "refused 550 5.7.10")]
    [InlineData("MTA-STS vouches", "may", Plain + Sts, "enforce a.test", "verify onward vouched")]
    [InlineData("MTA-STS names others", "may", Plain + Sts, "enforce b.test", "refused 451 4.7.5")]
    [InlineData("testing vouches for nobody", "may", Plain + Sts, "testing a.test", "refused 550 5.7.10")]
    [InlineData("its policy cannot be had now: later", "may", Plain + Sts, "", "refused 451 4.7.5")]
    [InlineData("its record cannot be had now: later", "may", Plain + ";_mta-sts.x.test ANY servfail", "", "refused 451 4.7.5")]
    [InlineData("its TLSA records cannot be had now: later", "may", Secure + ";_25._tcp.a.test ANY servfail", "", "refused 451 4.4.3")]
    [InlineData("the operator's row proves the partner whatever the DNS names", "secure", Plain, "", "secure onward")]
    [InlineData("by a pin, too", "fingerprint", Plain, "", "fingerprint onward")]
    [InlineData("verify takes the name from the DNS", "verify", Plain, "", "refused 550 5.7.10")]
    [InlineData("the operator has switched TLS off", "none", Secure, "", "refused 550 5.7.10")]
    public async Task A_host_must_have_a_name_that_is_not_forged_and_prove_it(
        string about, string level, string zones, string policy, string expected)
    {
        var (decision, _) = await DecideAsync(level, zones, policy);

        Assert.True(expected == Show(decision), $"{about}: {Show(decision)}");
    }

    [Fact]
    public async Task The_evidence_says_what_the_message_asks_for()
    {
        var (decision, _) = await DecideAsync("may", Secure, "");

        Assert.Equal("requiretls: the message asks for TLS all the way (REQUIRETLS): a name that is not forged, a valid certificate, and a host "
            + "that offers REQUIRETLS", decision.Why.Split("; ")[^1]);
    }

    [Fact]
    public async Task A_host_that_the_configuration_names_has_no_name_that_could_be_forged()
    {
        var (decision, _) = await DecideAsync("may", "relay.test A 192.0.2.7", "", config => config with
        {
            Partners = [config.Partners[0] with { NextHop = new HostPort("relay.test", 25) }],
        });

        Assert.Equal("verify onward", Show(decision, "relay.test"));
    }

    /// <summary>Our own server: what the row says it is, its level, where it is.</summary>
    [Theory]
    [Trait("Statement", "RTLS-12")]
    [InlineData(RequireTlsHop.Auto, "may", "192.0.2.9", "verify onward")]
    [InlineData(RequireTlsHop.Auto, "verify", "192.0.2.9", "verify final")]
    [InlineData(RequireTlsHop.Auto, "secure", "192.0.2.9", "secure final")]
    [InlineData(RequireTlsHop.Auto, "may", "127.0.0.1", "may final")]
    [InlineData(RequireTlsHop.Auto, "none", "127.0.0.1", "none final")]
    [InlineData(RequireTlsHop.Auto, "none", "192.0.2.9", "refused 550 5.7.10")]
    [InlineData(RequireTlsHop.Final, "may", "192.0.2.9", "verify final")]
    [InlineData(RequireTlsHop.Final, "encrypt", "192.0.2.9", "verify final")]
    [InlineData(RequireTlsHop.Relay, "verify", "192.0.2.9", "verify onward")]
    [InlineData(RequireTlsHop.Relay, "may", "127.0.0.1", "verify onward")]
    public async Task Our_own_server_is_the_last_stop_where_it_is_verified_or_the_row_says_so(
        RequireTlsHop hop, string level, string address, string expected)
    {
        var (decision, _) = await DecideAsync("may", $"inside.test A {address}", "", config => config with
        {
            Partners = [],
            Domains =
            [
                new DomainConfig
                {
                    Name = "x.test",
                    NextHop = new HostPort("inside.test", 25),
                    RequireTls = hop,
                    Tls = new TlsRequirement { Level = Level(level) },
                },
            ],
        });

        Assert.Equal(expected, Show(decision, "inside.test"));
    }

    [Fact]
    [Trait("Statement", "RTLS-11")]
    public async Task A_notice_is_not_lost_for_want_of_REQUIRETLS_but_goes_over_TLS()
    {
        var (decision, _) = await DecideAsync("may", Plain, "", change: message => message with
        {
            Envelope = message.Envelope with { ReversePath = null },
        });

        Assert.Equal("encrypt notice", Show(decision));
    }

    [Fact]
    public async Task A_message_that_does_not_ask_for_it_gets_none_of_it()
    {
        var (decision, _) = await DecideAsync("may", Plain, "", change: message => message with
        {
            Envelope = message.Envelope with { RequireTls = false },
        });

        Assert.Equal("may", Show(decision));
    }

    private static TlsLevel Level(string word) => Enum.GetValues<TlsLevel>().Single(level => level.Word() == word);

    private static string Show(TlsDecision decision, string host = "a.test")
    {
        var demand = decision.Hosts.For(host);
        if (demand.Refusal is { } refusal) return $"refused {refusal.Code} {refusal.Enhanced}";
        var level = TlsLevels.Stricter(decision.Level, demand.Level).Word();
        return level + (demand.RequireTls is RequireTlsTerms.None ? "" : $" {demand.RequireTls.ToString().ToLowerInvariant()}")
            + (demand.IsVouchedBySts ? " vouched" : "");
    }

    private static async Task<(TlsDecision Decision, Route Route)> DecideAsync(
        string level, string zones, string policy, Func<GatepostConfig, GatepostConfig>? with = null,
        Func<QueuedMessage, QueuedMessage>? change = null)
    {
        var lab = new StsLab();
        // The zones' lines are parted by semicolons, and so the record's own are written as commas.
        lab.Zones.Replace(zones.Replace(';', '\n').Replace(",", "; ", StringComparison.Ordinal));
        if (policy.Split(' ') is [var mode, var mx]) lab.Policies.Serve("x.test", mode, mx);
        var config = new GatepostConfig
        {
            Hostname = "gate.harbour.test",
            DataDirectory = "/nowhere",
            Partners = [new PartnerConfig { Name = "x", Domains = ["x.test"], Tls = new TlsRequirement { Level = Level(level) } }],
        };
        var source = new FixedConfig(with?.Invoke(config) ?? config);
        var exchanges = new MxRouter(lab.Zones, new OwnAddresses(lab.Time, () => []), new Random(1), NullLogger<MxRouter>.Instance);
        var route = await new Router(source, lab.Zones, exchanges).FindAsync("x.test", CancellationToken.None);
        ITlsPolicySource[] sources =
        [
            new PartnerRows(), new DomainRow(), new TlsRequiredNo(), new Gatepost.TlsPolicy.Sources.Dane(lab.Zones), new MtaSts(lab.Memory),
            new Default(),
        ];
        var resolver = new TlsPolicyResolver(sources, source, lab.Time, NullLogger<TlsPolicyResolver>.Instance);
        var message = Outgoing.Message(recipients: "keeper@x.test");
        message = message with { Envelope = message.Envelope with { RequireTls = true } };
        return (await resolver.DecideAsync(change?.Invoke(message) ?? message, route, CancellationToken.None), route);
    }
}
