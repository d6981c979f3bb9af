using System.Net;
using Gatepost.Configuration;
using Gatepost.Dns;
using Gatepost.Messages;
using Gatepost.Routing;
using Gatepost.Tests.Dns;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Routing;

public class RouteTableTests
{
    private static readonly GatepostConfig Config = new()
    {
        Hostname = "gate.harbour.test",
        DataDirectory = "/nowhere",
        Domains = [new() { Name = "harbour.test", NextHop = new("10.0.0.5", 2525) }],
        Partners =
        [
            new() { Name = "lighthouse", Domains = ["lighthouse.test"], NextHop = new("gate.lighthouse.test", 26) },
            new() { Name = "fog", Domains = ["fog.test"] },
        ],
        Outbound = new() { SmartHost = new("smart.test", 587) },
    };

    private static Router RouterFor(GatepostConfig config, ZoneResolver resolver) => new(
        new FixedConfig(config), resolver,
        new(resolver, new OwnAddresses(new FakeTimeProvider(), () => []), new Random(1), NullLogger<MxRouter>.Instance));

    [Theory]
    [InlineData("harbour.test", MailDirection.In, "10.0.0.5:2525")]
    [InlineData("lighthouse.test", MailDirection.Out, "gate.lighthouse.test:26")]
    [InlineData("fog.test", MailDirection.Out, "smart.test:587")]
    [InlineData("elsewhere.test", MailDirection.Out, "smart.test:587")]
    public void Our_domains_then_partners_then_the_smart_host(string domain, MailDirection direction, string hop)
    {
        var found = RouteTable.Find(Config, domain);

        Assert.Equal((direction, hop), (found.Direction, found.Hop?.ToString()));
    }

    [Fact]
    public void Without_a_smart_host_it_is_the_DNS_that_decides() =>
        Assert.Null(RouteTable.Find(Config with { Outbound = new() }, "elsewhere.test").Hop);

    [Fact]
    public async Task A_next_hop_that_is_an_address_asks_the_DNS_nothing_so_a_dead_resolver_does_not_matter()
    {
        var resolver = new ZoneResolver("harbour.test ANY timeout");

        var route = await RouterFor(Config, resolver).FindAsync("harbour.test", CancellationToken.None);

        Assert.Empty(resolver.Questions);
        var host = Assert.Single(route.Hosts);
        Assert.Equal(("10.0.0.5", 2525, IPAddress.Parse("10.0.0.5")), (host.Name, host.Port, host.Addresses[0]));
        Assert.Equal((MailDirection.In, NextHopKind.Configured, DnsSecurity.Secure), (route.Direction, route.Kind, route.MxSecurity));
        Assert.Equal(("harbour.test", "[10.0.0.5]:2525"), (route.Domain, route.Destination));
    }

    [Theory]
    [InlineData("", "4.4.4")]
    [InlineData("gate.lighthouse.test ANY nodata", "4.4.4")]
    [InlineData("gate.lighthouse.test ANY servfail", "4.4.3")]
    [InlineData("gate.lighthouse.test ANY timeout", "4.4.3")]
    public async Task A_configured_next_hop_that_is_not_in_the_DNS_makes_mail_wait_and_never_fail(string zones, string status)
    {
        var route = await RouterFor(Config, new ZoneResolver(zones)).FindAsync("lighthouse.test", CancellationToken.None);

        Assert.Equal(Disposition.Deferred, route.Problem?.Disposition);
        Assert.Equal(status, route.Problem?.Reply.Enhanced.ToString());
        Assert.Empty(route.Hosts);
    }
}
