using System.Net;
using Gatepost.Configuration;
using Gatepost.Dns;
using Gatepost.Routing;
using Gatepost.Tests.Dns;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Routing;

public class RouterTests
{
    private static readonly GatepostConfig Plain = new()
    {
        Hostname = "gate.harbour.test",
        DataDirectory = "/nowhere",
        Listeners = [new() { Name = "mx", Role = ListenerRole.Mx, Addresses = [new(IPAddress.Any, 25)] }],
    };

    private static Router RouterFor(string zones, GatepostConfig? config = null, int seed = 1)
    {
        var resolver = new ZoneResolver(zones);
        var own = new OwnAddresses(new FakeTimeProvider(), () => [IPAddress.Parse("198.51.100.1")]);
        return new(new FixedConfig(config ?? Plain), resolver, new(resolver, own, new Random(seed), NullLogger<MxRouter>.Instance));
    }

    private static async Task<string> FindAsync(string domain, string zones, GatepostConfig? config = null) =>
        Show(await RouterFor(zones, config).FindAsync(domain, CancellationToken.None));

    private static string Show(Route route) => route.Problem is { } problem
        ? $"{problem.Disposition} {problem.Reply.Code} {problem.Reply.Enhanced}"
        : string.Join(", ", route.Hosts.Select(h => $"{h.Name}:{h.Port} {string.Join(' ', h.Addresses)}"));

    /// <summary>Each row: what it is about, the zones, what is found for mail to x.test.</summary>
    [Theory]
    [Trait("Statement", "SMTP-04")]
    [InlineData("preference order",
        "x.test MX 20 b.test; x.test MX 10 a.test; a.test A 192.0.2.1; b.test A 192.0.2.2", "a.test:25 192.0.2.1, b.test:25 192.0.2.2")]
    [InlineData("all addresses, the families by turns",
        "x.test MX 10 a.test; a.test A 192.0.2.1; a.test A 192.0.2.2; a.test AAAA 2001:db8::1", "a.test:25 2001:db8::1 192.0.2.1 192.0.2.2")]
    [InlineData("implicit MX", "x.test A 192.0.2.1", "x.test:25 192.0.2.1")]
    [InlineData("no implicit MX where MX records are, but unusable", "x.test A 192.0.2.1; x.test MX 10 gone.test", "Failed 550 5.4.4")]
    [InlineData("neither MX nor address", "x.test TXT hello", "Failed 550 5.1.2")]
    [InlineData("no such domain", "y.test A 192.0.2.1", "Failed 550 5.1.2")]
    [InlineData("MX look-up fails", "x.test MX servfail", "Deferred 451 4.4.3")]
    [InlineData("MX look-up times out", "x.test MX timeout", "Deferred 451 4.4.3")]
    [InlineData("address look-up fails: later, not never", "x.test MX 10 a.test; a.test ANY servfail", "Deferred 451 4.4.3")]
    [InlineData("implicit MX whose address look-up fails", "x.test A timeout; x.test AAAA nodata", "Deferred 451 4.4.3")]
    [InlineData("one host fails, the other serves",
        "x.test MX 10 a.test; x.test MX 20 b.test; a.test ANY timeout; b.test A 192.0.2.2", "b.test:25 192.0.2.2")]
    [InlineData("one host is not there, the other fails", "x.test MX 10 gone.test; x.test MX 20 b.test; b.test ANY timeout", "Deferred 451 4.4.3")]
    [InlineData("one host is not there, the other serves",
        "x.test MX 10 gone.test; x.test MX 20 b.test; b.test A 192.0.2.2", "b.test:25 192.0.2.2")]
    [InlineData("A found, AAAA broken", "x.test MX 10 a.test; a.test A 192.0.2.1; a.test AAAA servfail", "a.test:25 192.0.2.1")]
    [InlineData("MX that is an alias", "x.test MX 10 a.test; a.test CNAME b.test; b.test A 192.0.2.2", "a.test:25 192.0.2.2")]
    [InlineData("domain that is an alias", "x.test CNAME y.test; y.test MX 10 a.test; a.test A 192.0.2.1", "a.test:25 192.0.2.1")]
    [InlineData("aliases in a circle", "x.test CNAME y.test; y.test CNAME x.test", "Deferred 451 4.4.3")]
    [InlineData("MX that is an address", "x.test MX 10 192.0.2.9; x.test MX 20 a.test; a.test A 192.0.2.1", "a.test:25 192.0.2.1")]
    [InlineData("nothing but an address", "x.test MX 10 192.0.2.9", "Failed 550 5.4.4")]
    [InlineData("localhost", "x.test MX 10 localhost; x.test MX 20 a.test; a.test A 192.0.2.1", "a.test:25 192.0.2.1")]
    [InlineData("the root among others is no null MX", "x.test MX 0 .; x.test MX 10 a.test; a.test A 192.0.2.1", "a.test:25 192.0.2.1")]
    [InlineData("the same host twice", "x.test MX 20 a.test; x.test MX 10 a.test; a.test A 192.0.2.1", "a.test:25 192.0.2.1")]
    [InlineData("underscore in a host name", "x.test MX 10 a_b.test; a_b.test A 192.0.2.1", "a_b.test:25 192.0.2.1")]
    public async Task MX_records_are_read_as_RFC_5321_says(string about, string zones, string expected)
    {
        Assert.NotEmpty(about);
        Assert.Equal(expected, await FindAsync("x.test", zones.Replace(';', '\n')));
    }

    [Theory]
    [InlineData("we are the only one", "x.test MX 10 gate.harbour.test; gate.harbour.test A 203.0.113.1", "Failed 554 5.4.6")]
    [InlineData("we are the best", "x.test MX 10 gate.harbour.test; x.test MX 20 a.test; a.test A 192.0.2.1", "Failed 554 5.4.6")]
    [InlineData("we are a backup: the better ones only",
        "x.test MX 10 a.test; x.test MX 20 gate.harbour.test; x.test MX 20 b.test; x.test MX 30 c.test; "
        + "a.test A 192.0.2.1; b.test A 192.0.2.2; c.test A 192.0.2.3", "a.test:25 192.0.2.1")]
    [InlineData("we by an address of an interface",
        "x.test MX 10 a.test; x.test MX 20 us.test; x.test MX 30 c.test; a.test A 192.0.2.1; us.test A 198.51.100.1; c.test A 192.0.2.3",
        "a.test:25 192.0.2.1")]
    [InlineData("we by loopback", "x.test MX 10 us.test; us.test A 127.0.0.1", "Failed 554 5.4.6")]
    [InlineData("we by the implicit MX", "x.test A 198.51.100.1", "Failed 554 5.4.6")]
    [InlineData("the better one does not answer: it waits, it does not fail",
        "x.test MX 10 a.test; x.test MX 20 gate.harbour.test; a.test ANY timeout", "Deferred 451 4.4.3")]
    public async Task Hosts_no_nearer_than_we_are_are_left_out(string about, string zones, string expected)
    {
        Assert.NotEmpty(about);
        Assert.Equal(expected, await FindAsync("x.test", zones.Replace(';', '\n')));
    }

    [Fact]
    public async Task A_server_beside_us_on_another_port_is_not_us()
    {
        var config = Plain with { Listeners = [new() { Name = "mx", Role = ListenerRole.Mx, Addresses = [new(IPAddress.Loopback, 2525)] }] };

        Assert.Equal("us.test:25 127.0.0.1", await FindAsync("x.test", "x.test MX 10 us.test\nus.test A 127.0.0.1", config));
    }

    [Fact]
    [Trait("Statement", "SMTP-13")]
    public async Task A_null_MX_fails_at_once_with_556_5_1_10_and_no_address_is_asked_for()
    {
        var resolver = new ZoneResolver("x.test MX 0 .\nx.test A 192.0.2.1");
        var own = new OwnAddresses(new FakeTimeProvider(), () => []);
        var router = new MxRouter(resolver, own, new Random(1), NullLogger<MxRouter>.Instance);

        var route = await router.FindAsync(Plain, "x.test", CancellationToken.None);

        Assert.Equal("Failed 556 5.1.10", Show(route));
        Assert.Equal(["x.test MX"], resolver.Questions);
    }

    [Fact]
    [Trait("Statement", "SMTP-04")]
    public async Task Equals_are_tried_in_random_order_but_never_before_their_betters()
    {
        const string Zones = """
            x.test MX 5 best.test
            x.test MX 10 a.test
            x.test MX 10 b.test
            x.test MX 10 c.test
            best.test A 192.0.2.1
            a.test A 192.0.2.2
            b.test A 192.0.2.3
            c.test A 192.0.2.4
            """;
        var second = new HashSet<string>();
        for (var seed = 0; seed < 40; seed++)
        {
            var route = await RouterFor(Zones, seed: seed).FindAsync("x.test", CancellationToken.None);
            Assert.Equal("best.test", route.Hosts[0].Name);
            second.Add(route.Hosts[1].Name);
        }

        Assert.Equal(["a.test", "b.test", "c.test"], second.Order());
    }

    [Fact]
    public async Task A_domain_with_endless_MX_records_and_addresses_costs_a_bounded_number_of_look_ups()
    {
        var zones = string.Join('\n', Enumerable.Range(0, 500).Select(i => $"x.test MX {i} h{i}.test\nh{i}.test A 192.0.2.1"))
            + "\n" + string.Join('\n', Enumerable.Range(1, 200).Select(i => $"h0.test A 203.0.113.{i}"));
        var route = await RouterFor(zones).FindAsync("x.test", CancellationToken.None);

        Assert.Equal(RouteLimits.Hosts, route.Hosts.Count);
        Assert.Equal(RouteLimits.AddressesPerHost, route.Hosts[0].Addresses.Count);
    }

    [Fact]
    public async Task The_proof_of_each_look_up_is_in_the_route()
    {
        var route = await RouterFor("x.test MX 10 a.test secure\nx.test MX 20 b.test secure\na.test A 192.0.2.1 secure\nb.test A 192.0.2.2")
            .FindAsync("x.test", CancellationToken.None);

        Assert.Equal(DnsSecurity.Secure, route.MxSecurity);
        Assert.Equal([DnsSecurity.Secure, DnsSecurity.Insecure], route.Hosts.Select(h => h.Security));
    }

    [Theory]
    [InlineData("[192.0.2.7]", "192.0.2.7:25 192.0.2.7")]
    [InlineData("[ipv6:2001:db8::7]", "2001:db8::7:25 2001:db8::7")]
    [InlineData("[127.0.0.1]", "Failed 550 5.1.2")]
    [InlineData("[ipv6:::ffff:127.0.0.1]", "Failed 550 5.1.2")]
    [InlineData("[169.254.169.254]", "Failed 550 5.1.2")]
    [InlineData("[1]", "Failed 550 5.1.2")]
    [InlineData("[x-tag:hello]", "Failed 550 5.1.2")]
    [InlineData("[198.51.100.1]", "Failed 554 5.4.6")]
    [InlineData("localhost", "Failed 550 5.1.2")]
    public async Task A_domain_that_is_an_address_is_asked_of_nobody_and_never_leads_inside(string domain, string expected) =>
        Assert.Equal(expected, await FindAsync(domain, ""));

    [Theory]
    [InlineData("host\u001b[2J.test")]
    [InlineData("a b.test")]
    [InlineData("a\\010b.test")]
    public async Task A_host_name_that_no_host_can_have_is_nobodys(string name)
    {
        var resolver = new StubResolver(new FixedConfig(Plain), new FakeTimeProvider(),
            new(new TestMeters()), NullLogger<StubResolver>.Instance);

        Assert.Equal(DnsOutcome.NxDomain, (await resolver.FindAddressesAsync(name, CancellationToken.None)).Outcome);
    }
}
