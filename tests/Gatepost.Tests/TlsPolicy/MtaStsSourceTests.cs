using Gatepost.Configuration;
using Gatepost.Messages;
using Gatepost.Routing;
using Gatepost.Tests.Delivery;
using Gatepost.TlsPolicy;
using Gatepost.TlsPolicy.Sources;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatepost.Tests.TlsPolicy;

/// <summary>From a policy to what each host is held to.</summary>
public sealed class MtaStsSourceTests
{
    private const string Zones = "x.test MX 10 a.test\nx.test MX 20 b.test\na.test A 192.0.2.1\nb.test A 192.0.2.2\n"
        + "_mta-sts.x.test TXT v=STSv1; id=1;\n";

    private readonly StsLab _lab = new();

    private async Task<(TlsOpinion? Opinion, Route Route)> AskAsync(
        string zones = Zones, PublishedPolicy row = PublishedPolicy.Enforce, HostPort? smartHost = null, HostPort? nextHop = null)
    {
        _lab.Zones.Replace(zones);
        var tls = new TlsRequirement { MtaSts = row };
        var config = new GatepostConfig
        {
            Hostname = "gate.harbour.test",
            DataDirectory = "/nowhere",
            Outbound = new OutboundConfig { Tls = tls, SmartHost = smartHost },
            Domains = nextHop is null ? [] : [new DomainConfig { Name = "x.test", NextHop = nextHop, Tls = tls }],
        };
        var exchanges = new MxRouter(_lab.Zones, new OwnAddresses(_lab.Time, () => []), new Random(1), NullLogger<MxRouter>.Instance);
        var route = await new Router(new FixedConfig(config), _lab.Zones, exchanges).FindAsync("x.test", CancellationToken.None);
        _lab.Zones.Questions.Clear();
        var question = new TlsQuestion(Outgoing.Message(), route, config);
        return (await new MtaSts(_lab.Memory).AskAsync(question, CancellationToken.None), route);
    }

    private static string Show((TlsOpinion? Opinion, Route Route) asked) =>
        string.Join("; ", asked.Route.Hosts.Select(host => $"{host.Name} {Show(asked.Opinion?.Hosts.For(host.Name))}"));

    private static string Show(HostDemand? demand) => demand switch
    {
        null or { Refusal: null, MustVerifyName: false, IsVouchedBySts: false } => "may",
        { Refusal: { } refusal } => $"refused {refusal.Code} {refusal.Enhanced}",
        { MustVerifyName: true, IsVouchedBySts: true } => "verified",
        _ => "looked at",
    };

    /// <summary>Each row: mode and hosts of the policy, what each host of x.test is held to, in the order of the route.</summary>
    [Theory]
    [Trait("Statement", "STS-21")]
    [Trait("Statement", "STS-22")]
    [Trait("Statement", "STS-23")]
    [Trait("Statement", "STS-25")]
    [Trait("Statement", "STS-26")]
    [InlineData("enforce", "a.test b.test", "a.test verified; b.test verified")]
    [InlineData("enforce", "b.test", "a.test refused 451 4.7.5; b.test verified")]
    [InlineData("enforce", "*.test", "a.test verified; b.test verified")]
    [InlineData("enforce", "*.a.test A.TEST.", "a.test verified; b.test refused 451 4.7.5")]
    [InlineData("enforce", "x.test", "a.test refused 451 4.7.5; b.test refused 451 4.7.5")]
    [InlineData("testing", "b.test", "a.test may; b.test may")]
    [InlineData("none", "", "a.test may; b.test may")]
    public async Task What_the_policy_says_is_what_each_host_is_held_to(string mode, string mx, string expected)
    {
        _lab.Policies.Serve("x.test", mode, mx.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(expected, Show(await AskAsync()));
    }

    [Fact]
    [Trait("Statement", "STS-25")]
    public async Task Testing_is_told_and_demands_nothing()
    {
        _lab.Policies.Serve("x.test", "testing", "b.test");

        var (opinion, _) = await AskAsync();

        Assert.Equal(new Evidence("mta-sts", "mode testing, id 1, mx b.test; not named by it: a.test", Outgoing.Noon.AddDays(7)), opinion!.Evidence);
        Assert.Equal(TlsLevel.None, opinion.Strictest);
    }

    [Fact]
    public async Task Under_audit_nobody_is_refused_and_all_is_told()
    {
        _lab.Policies.Serve("x.test", "enforce", "b.test");

        var asked = await AskAsync(row: PublishedPolicy.Audit);

        Assert.Equal("a.test may; b.test looked at", Show(asked));
        Assert.Equal("audit only: mode enforce, id 1, mx b.test; not named by it: a.test", asked.Opinion!.Evidence.Statement);
    }

    [Fact]
    public async Task Switched_off_nobody_is_asked()
    {
        var (opinion, _) = await AskAsync(row: PublishedPolicy.Off);

        Assert.Null(opinion);
        Assert.Empty(_lab.Zones.Questions);
    }

    [Fact]
    [Trait("Statement", "STS-13")]
    public async Task A_policy_that_cannot_be_had_demands_nothing_and_is_told()
    {
        var asked = await AskAsync();

        Assert.Equal("a.test may; b.test may", Show(asked));
        Assert.Equal("the policy of id 1 could not be had: nobody answers", asked.Opinion!.Evidence.Statement);
    }

    [Fact]
    [Trait("Statement", "STS-05")]
    public async Task The_policy_is_that_of_the_recipients_domain_whatever_it_is_an_alias_of()
    {
        _lab.Policies.Serve("y.test", "enforce", "elsewhere.test");

        var asked = await AskAsync("x.test CNAME y.test\ny.test MX 10 a.test\na.test A 192.0.2.1\n_mta-sts.y.test TXT v=STSv1; id=1;");

        Assert.Equal("a.test may", Show(asked));
        Assert.Equal(["_mta-sts.x.test TXT"], _lab.Zones.Questions);
    }

    [Fact]
    [Trait("Statement", "STS-05")]
    public async Task Two_domains_of_one_host_have_a_policy_each()
    {
        _lab.Policies.Serve("other.test", "enforce", "elsewhere.test");
        const string Others = "other.test MX 10 a.test\n_mta-sts.other.test TXT v=STSv1; id=1;\nx.test MX 10 a.test\na.test A 192.0.2.1";

        Assert.Equal("a.test may", Show(await AskAsync(Others)));
    }

    [Theory]
    [Trait("Statement", "STS-05")]
    [InlineData("relay.test", "relay.test verified", "_mta-sts.relay.test TXT")]
    [InlineData("192.0.2.7", "192.0.2.7 may", null)]
    public async Task With_a_smart_host_its_own_policy_counts(string hop, string expected, string? question)
    {
        _lab.Policies.Serve("relay.test", "enforce", "relay.test");
        _lab.Policies.Serve("x.test", "enforce", "nobody.test");

        var asked = await AskAsync(Zones + "relay.test A 192.0.2.7\n_mta-sts.relay.test TXT v=STSv1; id=1;", smartHost: new HostPort(hop, 25));

        Assert.Equal(expected, Show(asked));
        Assert.Equal(question is null ? [] : [question], _lab.Zones.Questions);
    }

    [Fact]
    public async Task Our_own_server_is_told_us_by_our_own_row()
    {
        var (opinion, _) = await AskAsync(Zones, nextHop: new HostPort("a.test", 25));

        Assert.Null(opinion);
        Assert.Empty(_lab.Zones.Questions);
    }

    [Fact]
    [Trait("Statement", "STS-24")]
    public async Task Hosts_that_changed_today_are_found_by_asking_for_a_new_id_at_each_attempt()
    {
        _lab.Policies.Serve("x.test", "enforce", "a.test");
        await AskAsync();
        _lab.Policies.Serve("x.test", "enforce", "new.test");
        var moved = Zones.Replace("a.test", "new.test", StringComparison.Ordinal);

        var before = Show(await AskAsync(moved));                                                            // the id is the old one
        var after = Show(await AskAsync(moved.Replace("id=1", "id=2", StringComparison.Ordinal)));

        Assert.Equal("new.test refused 451 4.7.5; b.test refused 451 4.7.5", before);   // it waits, and is not sent back
        Assert.Equal("new.test verified; b.test refused 451 4.7.5", after);
    }
}
