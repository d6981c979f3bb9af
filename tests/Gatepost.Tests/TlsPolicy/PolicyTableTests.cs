using Gatepost.Configuration;
using Gatepost.Dns;
using Gatepost.Messages;
using Gatepost.Routing;
using Gatepost.Tests.Delivery;
using Gatepost.Tests.Docs;
using Gatepost.TlsPolicy;
using Gatepost.TlsPolicy.Sources;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatepost.Tests.TlsPolicy;

/// <summary>
/// All combinations of those who have a say in how a host is talked to. The table stands in docs/delivery.md, where operators
/// read it, and is held from there.
/// </summary>
public sealed class PolicyTableTests
{
    private const string Tlsa = "_25._tcp.a.test TLSA 3 1 1 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff secure\n";
    private const string Unusable = "_25._tcp.a.test TLSA 0 0 1 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff secure\n";

    private static readonly string[] DaneStates = ["none", "records", "unusable", "look-up fails"];
    private static readonly string[] StsStates = ["none", "testing", "names the host", "names others"];

    public static TheoryData<string, string, string, string, string> Table()
    {
        var table = new TheoryData<string, string, string, string, string>();
        foreach (var row in MarkdownTable.Rows(Repository.Read("docs/delivery.md"), "your row says"))
        {
            foreach (var dane in row[2] == "any" ? DaneStates : [row[2]])
                for (var sts = 0; sts < StsStates.Length; sts++) table.Add(row[0].Trim('`'), row[1], dane, StsStates[sts], row[3 + sts]);
        }

        return table;
    }

    [Fact]
    public void The_table_of_the_page_holds_every_combination()
    {
        var seen = Table().Select(row => row.Data).Select(d => (d.Item1, d.Item2, d.Item3, d.Item4)).ToList();
        var all = from level in (string[])["none", "may", "encrypt", "dane-only", "verify", "secure"]
                  from header in (string[])["-", "No"]
                  from dane in DaneStates
                  from sts in StsStates
                  select (level, header, dane, sts);

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Equal(all.Order(), seen.Order());
    }

    [Theory]
    [Trait("Statement", "STS-27")]
    [Trait("Statement", "RTLS-08")]
    [Trait("Statement", "RTLS-10")]
    [MemberData(nameof(Table))]
    public async Task Each_combination_comes_out_as_the_page_says(string level, string header, string dane, string sts, string expected)
    {
        var (host, decision) = await DecideAsync(Enum.GetValues<TlsLevel>().Single(l => l.Word() == level), header == "No", dane, sts);

        Assert.Equal(expected, Show(decision, host));
    }

    [Fact]
    [Trait("Statement", "RTLS-08")]
    public async Task A_message_that_waives_what_is_published_says_so_and_asks_for_nothing()
    {
        var (_, decision) = await DecideAsync(TlsLevel.May, true, "look-up fails", "names others");

        Assert.Equal("partner x: level may; tls-required: the message says TLS-Required: No, so what the domain publishes (DANE, MTA-STS) is "
            + "passed over", decision.Why);
    }

    [Fact]
    [Trait("Statement", "RTLS-10")]
    public async Task What_the_operator_demands_is_named_first_and_stays()
    {
        var (_, decision) = await DecideAsync(TlsLevel.Verify, true, "none", "none");

        Assert.Equal(TlsLevel.Verify, decision.Level);
        Assert.StartsWith("partner x: level verify; tls-required: ", decision.Why);
    }

    [Fact]
    [Trait("Statement", "RTLS-07")]
    public void REQUIRETLS_beats_the_header()
    {
        var message = Outgoing.Message();
        var both = message with { Envelope = message.Envelope with { TlsOptional = true, RequireTls = true } };

        Assert.False(new TlsQuestion(both, Harbour.To(), Harbour.Config).WaivesPublished);
    }

    private static async Task<(MxHost Host, TlsDecision Decision)> DecideAsync(TlsLevel level, bool isOptional, string dane, string sts)
    {
        var lab = new StsLab();
        var records = dane switch
        {
            "records" => Tlsa,
            "unusable" => Unusable,
            "look-up fails" => "_25._tcp.a.test ANY servfail\n",
            _ => "",
        };
        var published = sts == "none" ? "" : "_mta-sts.x.test TXT v=STSv1; id=1;\n";
        lab.Zones.Replace($"x.test MX 10 a.test secure\na.test A 192.0.2.1 secure\n{records}{published}");
        lab.Policies.Serve("x.test", sts == "testing" ? "testing" : "enforce", sts == "names the host" ? "a.test" : "others.test");

        var config = new FixedConfig(new GatepostConfig
        {
            Hostname = "gate.harbour.test",
            DataDirectory = "/nowhere",
            Partners = [new PartnerConfig { Name = "x", Domains = ["x.test"], Tls = new TlsRequirement { Level = level } }],
        });
        var exchanges = new MxRouter(lab.Zones, new OwnAddresses(lab.Time, () => []), new Random(1), NullLogger<MxRouter>.Instance);
        var route = await new Router(config, lab.Zones, exchanges).FindAsync("x.test", CancellationToken.None);
        ITlsPolicySource[] sources =
            [new MtaSts(lab.Memory), new Default(), new Gatepost.TlsPolicy.Sources.Dane(lab.Zones), new TlsRequiredNo(), new PartnerRows()];
        var resolver = new TlsPolicyResolver(sources, config, lab.Time, NullLogger<TlsPolicyResolver>.Instance);
        var message = Outgoing.Message(recipients: "keeper@x.test");
        message = message with { Envelope = message.Envelope with { TlsOptional = isOptional } };
        return (route.Hosts[0], await resolver.DecideAsync(message, route, CancellationToken.None));
    }

    // What the host must do, in the words of the page.
    private static string Show(TlsDecision decision, MxHost host)
    {
        var demand = decision.Hosts.For(host.Name);
        if (demand.Refusal is not null) return "waits";
        var parts = new List<string>();
        if (decision.Level is not (TlsLevel.May or TlsLevel.DaneOnly)) parts.Add(decision.Level.Word());
        if (demand.Dane is { Level: TlsLevel.DaneOnly } || decision.Level is TlsLevel.DaneOnly) parts.Add("TLSA");
        if (demand.Dane is { Level: TlsLevel.Encrypt } && !decision.Level.RequiresTls()) parts.Add("encrypt");
        if (demand is { MustVerifyName: true, IsVouchedBySts: true }) parts.Add("STS name");
        return parts.Count == 0 ? "may" : string.Join(" and ", parts);
    }
}
