using System.Net;
using System.Text.Json;
using Gatepost.Checks.Survey;
using Gatepost.Dns;
using Gatepost.Interop.Lab;
using Gatepost.Protocols.Caa;
using Gatepost.Protocols.Dane;
using Gatepost.Protocols.MtaSts;

namespace Gatepost.Interop;

/// <summary>What our resolver makes of signed zones that unbound validates: each kind of answer that DANE has to tell
/// apart.</summary>
[Collection(SharedLab.Name)]
public sealed class DnsTests(LabFixture lab)
{
    private StubResolver Validating => LabResolver.For(lab.Dns.Validating);

    [Theory]
    [Trait("Statement", "DANE-01")]
    [InlineData("signed.test", "Found Secure signed.test")]
    [InlineData("unsigned.test", "Found Insecure unsigned.test")]
    [InlineData("expired.test", "Bogus Indeterminate expired.test")]
    [InlineData("forged.test", "Found Secure forged.test")] // only its addresses were changed
    [InlineData("stranger.test", "Bogus Indeterminate stranger.test")]
    [InlineData("lame.test", "ServFail Indeterminate lame.test")]
    [InlineData("other.test", "NoData Secure other.test")]
    [InlineData("gone.test", "NxDomain Secure gone.test")]
    [InlineData("gone.signed.test", "NxDomain Secure gone.signed.test")]
    [InlineData("gone.unsigned.test", "NxDomain Insecure gone.unsigned.test")]
    [InlineData("optout.test", "Found Secure optout.test")]
    public async Task The_MX_records_of_a_domain(string domain, string expected) =>
        Assert.Equal(expected, Show(await Validating.FindMxAsync(domain, CancellationToken.None)));

    [Theory]
    [Trait("Statement", "DANE-04")]
    [InlineData("mx.signed.test", "Found Secure mx.signed.test")]
    [InlineData("mx.other.test", "Found Secure mx.other.test")]
    [InlineData("mx.unsigned.test", "Found Insecure mx.unsigned.test")]
    [InlineData("far.signed.test", "Found Secure mx.other.test")] // signed all the way
    [InlineData("astray.signed.test", "Found Insecure mx.unsigned.test")] // out of the signed zone
    [InlineData("near.unsigned.test", "Found Insecure mx.other.test")] // into it
    [InlineData("dangling.signed.test", "NxDomain Secure gone.signed.test")]
    [InlineData("any.wild.signed.test", "Found Secure any.wild.signed.test")]
    [InlineData("_25._tcp.signed.test", "NxDomain Secure _25._tcp.signed.test")] // denied by NSEC3
    [InlineData("gone.other.test", "NxDomain Secure gone.other.test")] // denied by NSEC
    [InlineData("gone.optout.test", "NxDomain Insecure gone.optout.test")] // an unsigned zone may be there
    [InlineData("below.optout.test", "Found Insecure below.optout.test")]
    [InlineData("mx.optout.test", "Found Secure mx.optout.test")]
    [InlineData("mx.forged.test", "Bogus Indeterminate mx.forged.test")]
    [InlineData("mx.expired.test", "Bogus Indeterminate mx.expired.test")]
    [InlineData("x.lame.test", "ServFail Indeterminate x.lame.test")]
    public async Task The_addresses_of_a_host(string host, string expected) =>
        Assert.Equal(expected, Show(await Validating.FindAddressesAsync(host, CancellationToken.None)));

    [Theory]
    [Trait("Statement", "DANE-01")]
    [InlineData("_25._tcp.mx.signed.test", "Found Secure _25._tcp.mx.signed.test", 2)]
    [InlineData("_25._tcp.bare.signed.test", "NxDomain Secure _25._tcp.bare.signed.test", 0)]
    [InlineData("_25._tcp.mx.unsigned.test", "Found Insecure _25._tcp.mx.unsigned.test", 1)]
    [InlineData("_25._tcp.far.signed.test", "Found Secure _25._tcp.mx.other.test", 1)]
    [InlineData("_25._tcp.astray.signed.test", "Found Insecure _25._tcp.mx.unsigned.test", 1)]
    [InlineData("_25._tcp.mx.expired.test", "Bogus Indeterminate _25._tcp.mx.expired.test", 0)]
    [InlineData("_25._tcp.x.lame.test", "ServFail Indeterminate _25._tcp.x.lame.test", 0)]
    [InlineData("_25._tcp.mx.optout.test", "NxDomain Insecure _25._tcp.mx.optout.test", 0)]
    public async Task The_TLSA_records_of_a_host(string name, string expected, int records)
    {
        var answer = await Validating.FindTlsaAsync(name, CancellationToken.None);

        Assert.Equal(expected, Show(answer));
        Assert.Equal(records, answer.Records.Count);
    }

    [Fact]
    [Trait("Statement", "DANE-02")]
    public async Task A_TLSA_answer_that_no_datagram_holds_comes_whole_and_proven()
    {
        var answer = await Validating.FindTlsaAsync("_25._tcp.big.other.test", CancellationToken.None);

        Assert.Equal("Found Secure _25._tcp.big.other.test", Show(answer));
        Assert.Equal(24, answer.Records.Count(static record => record is { IsUsable: true, MatchingType: TlsaMatchingType.Sha512 }));
    }

    [Fact]
    [Trait("Statement", "DANE-24")]
    public async Task Unusable_records_reach_us_as_they_were_published()
    {
        var odd = await Validating.FindTlsaAsync("_25._tcp.odd.signed.test", CancellationToken.None);
        Assert.Equal(
            [TlsaProblem.PkixUsage, TlsaProblem.UnknownSelector, TlsaProblem.WrongDigestLength],
            odd.Records.Select(static record => record.Problem).Order());
        Assert.Equal(DnsSecurity.Secure, odd.Security);
    }

    [Theory]
    [InlineData("astray.signed.test", "Found Secure astray.signed.test", "mx.unsigned.test")]
    [InlineData("near.unsigned.test", "Found Insecure near.unsigned.test", "mx.other.test")]
    [InlineData("mx.signed.test", "NoData Secure mx.signed.test", null)]
    public async Task The_alias_of_a_host_is_proven_apart_from_where_it_leads(string host, string expected, string? target)
    {
        var answer = await Validating.FindAliasAsync(host, CancellationToken.None);

        Assert.Equal(expected, Show(answer));
        Assert.Equal(target, answer.Records.SingleOrDefault());
    }

    [Fact]
    public async Task Text_in_pieces_is_put_together()
    {
        var answer = await Validating.FindTextAsync(StsRecord.NameFor("signed.test"), CancellationToken.None);

        Assert.Equal("20261124", StsRecord.Read(answer.Records).Id);
        Assert.Equal((DnsSecurity.Secure, TimeSpan.FromSeconds(2)), (answer.Security, answer.TimeToLive));
    }

    [Fact]
    public async Task Services_come_with_their_ports_and_a_denied_one_with_an_empty_host()
    {
        var answer = await Validating.FindServicesAsync("_imaps._tcp.signed.test", CancellationToken.None);

        Assert.Equal("Found Secure _imaps._tcp.signed.test", Show(answer));
        Assert.Equal([new(0, 1, 993, "mx.signed.test"), new(10, 1, 1993, "mx.other.test")], answer.Records.OrderBy(record => record.Priority));
        var denied = await Validating.FindServicesAsync("_pop3s._tcp.signed.test", CancellationToken.None);
        Assert.Equal(new SrvRecord(0, 0, 0, ""), Assert.Single(denied.Records));
        Assert.Equal(DnsOutcome.NxDomain, (await Validating.FindServicesAsync("_imap._tcp.signed.test", CancellationToken.None)).Outcome);
    }

    [Theory]
    [InlineData("mx.signed.test", "Found Secure mx.signed.test", "other-ca.test")]
    [InlineData("bare.signed.test", "Found Secure signed.test", "ca.test")] // of the zone
    [InlineData("mx.unsigned.test", "NoData Secure test", null)]
    [InlineData("mx.expired.test", "Bogus Indeterminate mx.expired.test", null)]
    public async Task Who_may_issue_certificates_for_a_host(string host, string expected, string? issuer)
    {
        var answer = await CaaLookUp.FindAsync(Validating, host, CancellationToken.None);

        Assert.Equal(expected, Show(answer));
        Assert.Equal(issuer, new CaaPolicy(answer.Records).IssuersFor(isWildcard: false)?.Single().Domain);
        if (issuer == "ca.test")
        {
            Assert.Empty(new CaaPolicy(answer.Records).IssuersFor(isWildcard: true)!);
            Assert.Equal([false, true], answer.Records.Select(static record => record.IsCritical).Order());
        }
    }

    [Theory]
    [InlineData("mx.expired.test", "signature expired|DNSSEC bogus")] // the second who asks hears less
    [InlineData("mx.forged.test", "DNSSEC bogus")]
    public async Task A_bogus_answer_says_why(string host, string why)
    {
        var answer = await Validating.FindAddressesAsync(host, CancellationToken.None);

        Assert.Matches($"^{lab.Dns.Validating} says SERVFAIL \\(({why})", answer.Words);
        Assert.Equal(DnsOutcome.Bogus, answer.Outcome);
    }

    [Fact]
    [Trait("Statement", "DANE-07")]
    public async Task Unbound_is_seen_to_validate()
    {
        var resolver = Validating;
        await resolver.FindMxAsync("signed.test", CancellationToken.None);

        Assert.Equal(DnssecState.Validates, resolver.Trust.State);
        Assert.Equal($"{lab.Dns.Validating} proves ., and refuses the forged {LabResolver.Forged}", resolver.Trust.Words);
    }

    [Theory]
    [Trait("Statement", "DANE-07")]
    [InlineData(false, "answers for . without proof")]
    [InlineData(true, "passes on the forged mx.forged.test")]
    public async Task Unbound_is_seen_not_to_validate_where_it_is_set_up_so(bool isPermissive, string words)
    {
        var resolver = LabResolver.For(isPermissive ? lab.Dns.Permissive : lab.Dns.NotValidating);

        Assert.Equal("Found Insecure signed.test", Show(await resolver.FindMxAsync("signed.test", CancellationToken.None)));
        Assert.Equal(DnssecState.DoesNotValidate, resolver.Trust.State);
        Assert.Contains(words, resolver.Trust.Words, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "DANE-07")]
    public async Task Where_one_does_not_validate_only_the_other_is_asked()
    {
        var resolver = LabResolver.For(lab.Dns.NotValidating, lab.Dns.Dead, lab.Dns.Permissive, lab.Dns.Validating);

        Assert.Equal("Found Secure signed.test", Show(await resolver.FindMxAsync("signed.test", CancellationToken.None)));
        Assert.EndsWith($"not asked, therefore: {lab.Dns.NotValidating}, {lab.Dns.Dead}, {lab.Dns.Permissive}", resolver.Trust.Words,
            StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "DANE-07")]
    public async Task Unbound_that_dies_and_comes_back_without_its_trust_anchor_is_not_believed()
    {
        var at = new IPEndPoint(IPAddress.Parse(lab.Folder.Address("0.60")), lab.Dns.Validating.Port);
        await lab.Dns.StartAsync(at, asConfigured: lab.Dns.Validating);
        var resolver = LabResolver.For(at);
        Assert.Equal("Found Insecure unsigned.test", Show(await resolver.FindMxAsync("unsigned.test", CancellationToken.None)));

        lab.Dns.Stop(at);
        Assert.Equal("Timeout Indeterminate signed.test", Show(await resolver.FindMxAsync("signed.test", CancellationToken.None)));
        Assert.Equal(DnssecState.Validates, resolver.Trust.State); // nobody has looked since

        await lab.Dns.StartAsync(at, asConfigured: lab.Dns.NotValidating);
        Assert.Equal("Found Indeterminate signed.test", Show(await resolver.FindMxAsync("signed.test", CancellationToken.None)));
        Assert.True((await resolver.FindTlsaAsync("_25._tcp.mx.signed.test", CancellationToken.None)).IsError);
        Assert.Equal(DnssecState.Lost, resolver.Trust.State);

        lab.Dns.Stop(at);
        await lab.Dns.StartAsync(at, asConfigured: lab.Dns.Validating);
        await resolver.ProbeAsync(); // the minute's round
        Assert.Equal("Found Secure signed.test", Show(await resolver.FindMxAsync("signed.test", CancellationToken.None)));
    }

    [Theory]
    [Trait("Statement", "DANE-07")]
    [InlineData(true, "ok", "proves ., and refuses the forged")]
    [InlineData(false, "warning", "answers for . without proof; DANE is off")]
    public async Task The_program_says_in_its_health_and_its_log_whether_answers_are_proven(bool validates, string status, string words)
    {
        var address = lab.Folder.Address(validates ? "1.61" : "1.62");
        var config = new GatewayConfig(lab.Folder, lab.Authority, address)
            .Dns(validates ? lab.Dns.Validating : lab.Dns.NotValidating);
        using var gateway = await Lab.Gateway.StartAsync(lab.Folder, address, config.ToString());
        using var http = new HttpClient();
        await Poll.UntilAsync(() => gateway.Log.Contains("DNSSEC", StringComparison.Ordinal), "the log does not speak of DNSSEC");

        var health = await http.GetStringAsync($"http://{address}:{Lab.Gateway.AdminPort}/health/ready");

        using var report = JsonDocument.Parse(health);
        var check = report.RootElement.GetProperty("checks").EnumerateArray().Single(
            static check => check.GetProperty("name").GetString() == "dnssec");
        Assert.Equal(status, check.GetProperty("status").GetString());
        Assert.Contains(words, check.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains(words, gateway.Log, StringComparison.Ordinal);
    }

    private static string Show<T>(DnsAnswer<T> answer) => $"{answer.Outcome} {answer.Security} {answer.CanonicalName}";
}
