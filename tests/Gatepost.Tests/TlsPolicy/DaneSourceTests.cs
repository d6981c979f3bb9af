using System.Net;
using Gatepost.Configuration;
using Gatepost.Messages;
using Gatepost.Routing;
using Gatepost.Tests.Delivery;
using Gatepost.Tests.Dns;
using Gatepost.TlsPolicy;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.TlsPolicy;

/// <summary>From zones to what each host is held to.</summary>
public sealed class DaneSourceTests
{
    private const string Ee = "3 1 1 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    private const string Odd = "0 0 1 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    private static async Task<(TlsOpinion? Opinion, Route Route, ZoneResolver Zones)> AskAsync(
        string zones, TlsRequirement? tls = null, HostPort? smartHost = null)
    {
        var config = new GatepostConfig
        {
            Hostname = "gate.harbour.test",
            DataDirectory = "/nowhere",
            Outbound = new OutboundConfig { Tls = tls ?? new TlsRequirement(), SmartHost = smartHost },
        };
        var resolver = new ZoneResolver(string.Join('\n', zones.Split(';')));
        var own = new OwnAddresses(new FakeTimeProvider(), () => []);
        var exchanges = new MxRouter(resolver, own, new Random(1), NullLogger<MxRouter>.Instance);
        var route = await new Router(new FixedConfig(config), resolver, exchanges).FindAsync("x.test", CancellationToken.None);
        resolver.Questions.Clear();
        var question = new TlsQuestion(Outgoing.Message(), route, config);
        return (await new Gatepost.TlsPolicy.Sources.Dane(resolver).AskAsync(question, CancellationToken.None), route, resolver);
    }

    private static string Show(TlsOpinion? opinion, Route route) => string.Join("; ", route.Hosts.Select(host => Show(host.Name, opinion)));

    private static string Show(string host, TlsOpinion? opinion) => opinion?.Hosts.For(host) switch
    {
        null or { Dane: null, Refusal: null } => $"{host} may",
        { Refusal: { } refusal } => $"{host} refused {refusal.Code} {refusal.Enhanced}",
        { Dane: { Records.Count: 0 } } => $"{host} encrypt",
        { Dane: { } dane } => $"{host} dane({dane.BaseDomain}; {string.Join(' ', dane.ReferenceNames)}){(dane.IsMxSecure ? "" : " by an MX that is not proven")}",
    };

    /// <summary>Each row: what it is about, the zones, what each host of x.test is held to.</summary>
    [Theory]
    [Trait("Statement", "DANE-01")]
    [Trait("Statement", "DANE-02")]
    [Trait("Statement", "DANE-03")]
    [Trait("Statement", "DANE-04")]
    [Trait("Statement", "DANE-05")]
    [Trait("Statement", "DANE-09")]
    [Trait("Statement", "DANE-10")]
    [Trait("Statement", "DANE-11")]
    [Trait("Statement", "DANE-12")]
    [Trait("Statement", "DANE-13")]
    [Trait("Statement", "DANE-19")]
    [Trait("Statement", "DANE-20")]
    [Trait("Statement", "DANE-06")]
    [InlineData("all is signed",
        "x.test MX 10 a.test secure; a.test A 192.0.2.1 secure; _25._tcp.a.test TLSA " + Ee + " secure", "a.test dane(a.test; a.test x.test)")]
    [InlineData("the MX answer is not proven",
        "x.test MX 10 a.test; a.test A 192.0.2.1 secure; _25._tcp.a.test TLSA " + Ee + " secure",
        "a.test dane(a.test; a.test) by an MX that is not proven")]
    [InlineData("the address is not proven: nobody is asked",
        "x.test MX 10 a.test secure; a.test A 192.0.2.1; _25._tcp.a.test ANY servfail", "a.test may")]
    [InlineData("proven that there are none", "x.test MX 10 a.test secure; a.test A 192.0.2.1 secure", "a.test may")]
    [InlineData("records that are not proven",
        "x.test MX 10 a.test secure; a.test A 192.0.2.1 secure; _25._tcp.a.test TLSA " + Ee, "a.test may")]
    [InlineData("a look-up that fails is never: none",
        "x.test MX 10 a.test secure; a.test A 192.0.2.1 secure; _25._tcp.a.test ANY servfail", "a.test refused 451 4.4.3")]
    [InlineData("nor is one that times out",
        "x.test MX 10 a.test secure; a.test A 192.0.2.1 secure; _25._tcp.a.test ANY timeout", "a.test refused 451 4.4.3")]
    [InlineData("one host fails, the other stays, and in its place",
        "x.test MX 10 a.test secure; x.test MX 20 b.test secure; a.test A 192.0.2.1 secure; b.test A 192.0.2.2; "
        + "_25._tcp.a.test ANY servfail", "a.test refused 451 4.4.3; b.test may")]
    [InlineData("none is usable",
        "x.test MX 10 a.test secure; a.test A 192.0.2.1 secure; _25._tcp.a.test TLSA " + Odd + " secure", "a.test encrypt")]
    [InlineData("one is usable",
        "x.test MX 10 a.test secure; a.test A 192.0.2.1 secure; _25._tcp.a.test TLSA " + Odd + " secure; _25._tcp.a.test TLSA " + Ee
        + " secure", "a.test dane(a.test; a.test x.test)")]
    [InlineData("the records are an alias",
        "x.test MX 10 a.test secure; a.test A 192.0.2.1 secure; _25._tcp.a.test CNAME tlsa.test secure; tlsa.test TLSA " + Ee + " secure",
        "a.test dane(a.test; a.test x.test)")]
    [InlineData("the host is an alias: its end is asked first",
        "x.test MX 10 a.test secure; a.test CNAME b.test secure; b.test A 192.0.2.1 secure; _25._tcp.b.test TLSA " + Ee
        + " secure; _25._tcp.a.test TLSA " + Ee + " secure", "a.test dane(b.test; b.test x.test)")]
    [InlineData("then the name itself",
        "x.test MX 10 a.test secure; a.test CNAME b.test secure; b.test A 192.0.2.1 secure; _25._tcp.a.test TLSA " + Ee + " secure",
        "a.test dane(a.test; a.test x.test)")]
    [InlineData("never a name between",
        "x.test MX 10 a.test secure; a.test CNAME b.test secure; b.test CNAME c.test secure; c.test A 192.0.2.1 secure; "
        + "_25._tcp.b.test TLSA " + Ee + " secure", "a.test may")]
    [InlineData("a proven alias into a zone that is not signed: the name itself",
        "x.test MX 10 a.test secure; a.test CNAME b.test secure; b.test A 192.0.2.1; _25._tcp.a.test TLSA " + Ee + " secure; "
        + "_25._tcp.b.test ANY servfail", "a.test dane(a.test; a.test x.test)")]
    [InlineData("an alias that is not proven",
        "x.test MX 10 a.test secure; a.test CNAME b.test; b.test A 192.0.2.1 secure; _25._tcp.a.test ANY servfail", "a.test may")]
    [InlineData("the domain is an alias: both its names count",
        "x.test CNAME y.test secure; y.test MX 10 a.test secure; a.test A 192.0.2.1 secure; _25._tcp.a.test TLSA " + Ee + " secure",
        "a.test dane(a.test; a.test x.test y.test)")]
    public async Task What_the_zones_say_is_what_each_host_is_held_to(string about, string zones, string expected)
    {
        var (opinion, route, _) = await AskAsync(zones);

        Assert.True(expected == Show(opinion, route), $"{about}: {Show(opinion, route)}");
    }

    [Theory]
    [Trait("Statement", "DANE-15")]
    [InlineData("x.test MX 10 a.test secure; a.test A 192.0.2.1 secure; _25._tcp.a.test TLSA " + Ee + " secure", "a.test dane(a.test; a.test x.test)")]
    [InlineData("x.test MX 10 a.test; a.test A 192.0.2.1 secure; _25._tcp.a.test TLSA " + Ee + " secure", "a.test refused 451 4.7.5")]
    [InlineData("x.test MX 10 a.test secure; a.test A 192.0.2.1 secure; _25._tcp.a.test TLSA " + Odd + " secure", "a.test refused 451 4.7.5")]
    [InlineData("x.test MX 10 a.test secure; a.test A 192.0.2.1 secure", "a.test refused 451 4.7.5")]
    [InlineData("x.test MX 10 a.test; a.test A 192.0.2.1", "a.test refused 451 4.7.5")]
    public async Task Dane_only_takes_nothing_less(string zones, string expected)
    {
        var (opinion, route, _) = await AskAsync(zones, new TlsRequirement { Level = TlsLevel.DaneOnly });

        Assert.Equal(expected, Show(opinion, route));
    }

    [Theory]
    [Trait("Statement", "DANE-01")]
    [Trait("Statement", "DANE-11")]
    [InlineData("x.test MX 10 a.test indeterminate; a.test A 192.0.2.1", "the MX answer")]
    [InlineData("x.test MX 10 a.test indeterminate; a.test A 192.0.2.1 secure; _25._tcp.a.test TLSA " + Ee + " secure", "with records too")]
    [InlineData("x.test A 192.0.2.1 indeterminate; _25._tcp.x.test ANY servfail", "no MX")]
    [InlineData("x.test MX 10 a.test secure; a.test A 192.0.2.1 indeterminate; _25._tcp.a.test ANY servfail", "the address")]
    [InlineData("x.test MX 10 a.test secure; a.test CNAME b.test indeterminate; b.test A 192.0.2.1 secure; _25._tcp.b.test ANY servfail", "an alias")]
    public async Task Where_nobody_can_say_whether_an_answer_is_proven_the_host_has_to_wait(string zones, string what)
    {
        var (opinion, route, _) = await AskAsync(zones);

        var host = Assert.Single(route.Hosts);
        Assert.True(opinion?.Hosts.For(host.Name).Refusal is { Code: 451 }, what);
        Assert.Equal(TlsReason.DaneUnavailable, opinion.Hosts.For(host.Name).RefusalReason);
    }

    [Fact]
    [Trait("Statement", "DANE-16")]
    public async Task Under_audit_nothing_is_refused_and_all_is_told()
    {
        const string Zones = "x.test MX 10 a.test secure; x.test MX 20 b.test secure; a.test A 192.0.2.1 secure; b.test A 192.0.2.2 secure; "
            + "_25._tcp.a.test ANY servfail; _25._tcp.b.test TLSA " + Ee + " secure";

        var (opinion, route, _) = await AskAsync(Zones, new TlsRequirement { Dane = PublishedPolicy.Audit });

        Assert.All(route.Hosts, host => Assert.Equal(TlsLevel.None, opinion!.Hosts.For(host.Name).Level));
        Assert.Null(opinion!.Hosts.For("a.test").Refusal);
        Assert.StartsWith("audit only: a.test: the look-up of TLSA at _25._tcp.a.test failed: the resolver failed, or the answer is bogus; "
            + "b.test: TLSA at b.test: 3 1 1 0011", opinion.Evidence.Statement);
    }

    [Fact]
    public async Task Of_hundreds_of_records_those_that_one_key_change_could_need_are_held_against_the_certificate()
    {
        var records = Enumerable.Range(0, 500).Select(static n => $"_25._tcp.a.test TLSA 2 1 1 {n:x64} secure");

        var (opinion, _, _) = await AskAsync(
            $"x.test MX 10 a.test secure; a.test A 192.0.2.1 secure; {string.Join(';', records)}");

        Assert.Equal(64, opinion!.Hosts.For("a.test").Dane!.Records.Count);
        Assert.InRange(opinion.Evidence.Statement.Length, 10, 500);
    }

    [Fact]
    public async Task Switched_off_nobody_is_asked()
    {
        var (opinion, _, zones) = await AskAsync(
            "x.test MX 10 a.test secure; a.test A 192.0.2.1 secure; _25._tcp.a.test ANY servfail", new TlsRequirement { Dane = PublishedPolicy.Off });

        Assert.Null(opinion);
        Assert.Empty(zones.Questions);
    }

    [Theory]
    [Trait("Statement", "DANE-14")]
    [InlineData("192.0.2.7", "192.0.2.7 may")]
    [InlineData("relay.test", "relay.test dane(relay.test; relay.test)")]
    public async Task A_next_hop_of_ours_is_asked_for_at_its_port_and_an_address_never(string hop, string expected)
    {
        var (opinion, route, zones) = await AskAsync(
            "relay.test A 192.0.2.7 secure; _587._tcp.relay.test TLSA " + Ee + " secure", smartHost: new HostPort(hop, 587));

        Assert.Equal(expected, Show(opinion, route));
        Assert.Equal(IPAddress.TryParse(hop, out _) ? [] : ["_587._tcp.relay.test TLSA"], zones.Questions);
    }
}
