using System.Net;
using Gatepost.Dns;
using static Gatepost.Tests.Dns.ResolverUnderTest;

namespace Gatepost.Tests.Dns;

public class StubResolverTests
{
    private const string Zones = """
        signed.test   MX    10 mx.signed.test  secure
        signed.test   MX    20 mx2.signed.test secure
        mx.signed.test A    192.0.2.1          secure
        mx.signed.test AAAA 2001:db8::1        secure
        plain.test    MX    10 MX.Plain.Test
        half.test     A     192.0.2.2
        half.test     AAAA  servfail
        mixed.test    A     192.0.2.3          secure
        mixed.test    AAAA  2001:db8::3
        broken.test   ANY   servfail
        forged.test   MX    bogus
        forged.test   A     bogus
        silent.test   ANY   timeout
        empty.test    TXT   nodata
        null.test     MX    0 .
        alias.test    CNAME hop.test           secure
        hop.test      CNAME mx.signed.test
        far.test      CNAME near.test          secure
        near.test     CNAME mx.signed.test     secure
        dangling.test CNAME gone.test          secure
        loop.test     CNAME pool.test
        pool.test     CNAME loop.test
        _25._tcp.mx.signed.test TLSA 3 1 1 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa secure
        _25._tcp.mx.signed.test TLSA 3 1 1 aa secure
        _25._tcp.mx.plain.test  TLSA 3 1 1 bb
        _25._tcp.mx.alias.test  CNAME _25._tcp.mx.signed.test secure
        _25._tcp.mx.taint.test  CNAME _25._tcp.mx.signed.test
        _25._tcp.mx.forged.test TLSA bogus
        _25._tcp.mx.broken.test TLSA servfail
        text.test     TXT   v=STSv1;~ id=~1;    secure
        text.test     TXT   second             secure
        other.test    CNAME text.test
        1.2.0.192.in-addr.arpa PTR mx.signed.test
        """;

    [Theory]
    [InlineData("signed.test",
        "Found Secure signed.test: MxRecord { Preference = 10, Host = mx.signed.test }, MxRecord { Preference = 20, Host = mx2.signed.test }")]
    [InlineData("plain.test", "Found Insecure plain.test: MxRecord { Preference = 10, Host = mx.plain.test }")]
    [InlineData("null.test", "Found Insecure null.test: MxRecord { Preference = 0, Host =  }")]
    [InlineData("gone.test", "NxDomain Secure gone.test: ")]
    [InlineData("broken.test", "ServFail Indeterminate broken.test: ")]
    [InlineData("forged.test", "Bogus Indeterminate forged.test: ")]
    [InlineData("empty.test", "NoData Secure empty.test: ")]
    [InlineData("loop.test", "ServFail Indeterminate loop.test: ")]
    [InlineData("a..b.test", "NxDomain Insecure a..b.test: ")]
    [Trait("Statement", "DANE-01")]
    public async Task MX_questions_end_as_values(string domain, string expected)
    {
        await using var server = new ZoneServer(Zones);

        Assert.Equal(expected, Show(await new ResolverUnderTest(server.Endpoint).Resolver.FindMxAsync(domain, CancellationToken.None)));
    }

    [Theory]
    [InlineData("mx.signed.test", "Found Secure mx.signed.test: 2001:db8::1, 192.0.2.1")]
    [InlineData("half.test", "Found Insecure half.test: 192.0.2.2")]
    [InlineData("mixed.test", "Found Insecure mixed.test: 2001:db8::3, 192.0.2.3")]
    [InlineData("gone.test", "NxDomain Secure gone.test: ")]
    [InlineData("plain.test", "NoData Secure plain.test: ")]
    [InlineData("broken.test", "ServFail Indeterminate broken.test: ")]
    [InlineData("alias.test", "Found Insecure mx.signed.test: 2001:db8::1, 192.0.2.1")]
    [InlineData("far.test", "Found Secure mx.signed.test: 2001:db8::1, 192.0.2.1")]
    [InlineData("dangling.test", "NxDomain Secure gone.test: ")]
    [InlineData("192.0.2.99", "Found Secure 192.0.2.99: 192.0.2.99")]
    [InlineData("2001:db8::99", "Found Secure 2001:db8::99: 2001:db8::99")]
    [InlineData("localhost", "Found Secure localhost: ::1, 127.0.0.1")]
    [Trait("Statement", "DANE-04")]
    public async Task Both_families_are_asked_and_an_insecure_alias_taints_the_answer(string host, string expected)
    {
        await using var server = new ZoneServer(Zones);

        Assert.Equal(expected, Show(await new ResolverUnderTest(server.Endpoint).Resolver.FindAddressesAsync(host, CancellationToken.None)));
    }

    [Theory]
    [InlineData("_25._tcp.mx.plain.test", "Found Insecure _25._tcp.mx.plain.test: 3 1 1 bb")]
    [InlineData("_25._tcp.mx.taint.test",
        "Found Insecure _25._tcp.mx.signed.test: 3 1 1 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, 3 1 1 aa")]
    [InlineData("_25._tcp.mx.alias.test",
        "Found Secure _25._tcp.mx.signed.test: 3 1 1 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, 3 1 1 aa")]
    [InlineData("_25._tcp.gone.test", "NxDomain Secure _25._tcp.gone.test: ")]
    [InlineData("_25._tcp.mx.forged.test", "Bogus Indeterminate _25._tcp.mx.forged.test: ")]
    [InlineData("_25._tcp.mx.broken.test", "ServFail Indeterminate _25._tcp.mx.broken.test: ")]
    [Trait("Statement", "DANE-01")]
    public async Task TLSA_records_come_as_they_are_the_unusable_too(string name, string expected)
    {
        await using var server = new ZoneServer(Zones);

        var answer = await new ResolverUnderTest(server.Endpoint).Resolver.FindTlsaAsync(name, CancellationToken.None);

        Assert.Equal(expected, Show(answer));
    }

    [Fact]
    [Trait("Statement", "DANE-24")]
    public async Task A_malformed_TLSA_record_does_not_spoil_the_others()
    {
        await using var server = new ZoneServer("x.test TLSA \\# 2 0301 secure\nx.test TLSA 3 1 1 aa secure");

        var answer = await new ResolverUnderTest(server.Endpoint).Resolver.FindTlsaAsync("x.test", CancellationToken.None);

        Assert.Equal("Found Secure x.test: \\# 2 0301, 3 1 1 aa", Show(answer));
    }

    [Theory]
    [Trait("Statement", "STS-01")]
    [Trait("Statement", "STS-03")]
    [InlineData("text.test", "Found Secure text.test: v=STSv1; id=1;, second")]
    [InlineData("other.test", "Found Insecure text.test: v=STSv1; id=1;, second")]
    [InlineData("empty.test", "NoData Insecure empty.test: ")]
    [InlineData("broken.test", "ServFail Indeterminate broken.test: ")]
    [InlineData("a..b.test", "NxDomain Insecure a..b.test: ")]
    public async Task The_strings_of_one_TXT_record_are_put_together_and_records_are_not(string name, string expected)
    {
        await using var server = new ZoneServer(Zones);

        Assert.Equal(expected, Show(await new ResolverUnderTest(server.Endpoint).Resolver.FindTextAsync(name, CancellationToken.None)));
    }

    [Theory]
    [InlineData("alias.test", "Found Secure alias.test: hop.test")]
    [InlineData("hop.test", "Found Insecure hop.test: mx.signed.test")]
    [InlineData("mx.signed.test", "NoData Secure mx.signed.test: ")]
    public async Task An_alias_is_found_without_being_followed(string host, string expected)
    {
        await using var server = new ZoneServer(Zones);

        Assert.Equal(expected, Show(await new ResolverUnderTest(server.Endpoint).Resolver.FindAliasAsync(host, CancellationToken.None)));
    }

    [Fact]
    public async Task Silence_is_a_value()
    {
        await using var server = new ZoneServer(Zones);
        var test = new ResolverUnderTest(server.Endpoint);

        var answer = await test.WhileSilentAsync(test.Resolver.FindMxAsync("silent.test", CancellationToken.None), server);

        Assert.Equal("Timeout Indeterminate silent.test: ", Show(answer));
        Assert.Equal($"{server.Endpoint} does not answer in time", answer.Words);
    }

    [Fact]
    public async Task A_resolver_that_is_not_there_is_noticed_without_waiting() // the clock of the test stands still
    {
        await using var gone = new ZoneServer("");
        await gone.DisposeAsync();

        var answer = await new ResolverUnderTest(gone.Endpoint).Resolver.FindMxAsync("plain.test", CancellationToken.None);

        Assert.Equal(DnsOutcome.Timeout, answer.Outcome);
        Assert.Equal($"{gone.Endpoint} cannot be reached", answer.Words);
    }

    [Fact]
    public async Task An_alias_that_the_resolver_did_not_follow_is_followed_by_us()
    {
        await using var server = new ZoneServer(Zones, new() { StopsAtAliases = true });

        var answer = await new ResolverUnderTest(server.Endpoint).Resolver.FindAddressesAsync("alias.test", CancellationToken.None);

        Assert.Equal("Found Insecure mx.signed.test: 2001:db8::1, 192.0.2.1", Show(answer));
        Assert.Contains("mx.signed.test A", server.Questions);
    }

    [Fact]
    public async Task The_names_of_an_address_are_found()
    {
        await using var server = new ZoneServer(Zones);

        var answer = await new ResolverUnderTest(server.Endpoint).Resolver.FindNamesAsync(IPAddress.Parse("192.0.2.1"), CancellationToken.None);

        Assert.Equal(["mx.signed.test"], answer.Records);
    }

    [Theory]
    [InlineData("plain.test ANY timeout")]
    [InlineData("plain.test ANY servfail")]
    [InlineData("plain.test MX bogus")]
    public async Task The_second_resolver_serves_when_the_first_fails(string zones)
    {
        await using var failing = new ZoneServer(zones);
        await using var alive = new ZoneServer(Zones);
        var test = new ResolverUnderTest(failing.Endpoint, alive.Endpoint);

        var answer = await test.WhileSilentAsync(test.Resolver.FindMxAsync("plain.test", CancellationToken.None), failing);

        Assert.Equal(DnsOutcome.Found, answer.Outcome);
    }

    [Theory]
    [InlineData("x.test MX bogus", "x.test MX servfail", DnsOutcome.Bogus)]
    [InlineData("x.test MX servfail", "x.test MX bogus", DnsOutcome.Bogus)]
    [InlineData("x.test MX timeout", "x.test MX servfail", DnsOutcome.ServFail)]
    [InlineData("x.test MX servfail", "x.test MX timeout", DnsOutcome.ServFail)]
    public async Task Of_several_failures_the_one_that_tells_most_is_told(string first, string second, DnsOutcome outcome)
    {
        await using var one = new ZoneServer(first);
        await using var other = new ZoneServer(second);
        var test = new ResolverUnderTest(one.Endpoint, other.Endpoint);

        var asking = test.Resolver.FindMxAsync("x.test", CancellationToken.None);
        Assert.Equal(outcome, (await test.WhileSilentAsync(asking, one, other)).Outcome);
    }

    [Fact]
    public async Task A_failure_comes_with_the_resolvers_own_words()
    {
        await using var server = new ZoneServer(Zones);
        var resolver = new ResolverUnderTest(server.Endpoint).Resolver;

        var forged = await resolver.FindTlsaAsync("_25._tcp.mx.forged.test", CancellationToken.None);
        Assert.Equal($"{server.Endpoint} says SERVFAIL (DNSSEC bogus: \"dice\")", forged.Words);
        var broken = await resolver.FindMxAsync("broken.test", CancellationToken.None);
        Assert.Equal($"{server.Endpoint} says SERVFAIL", broken.Words);
    }

    [Fact]
    public async Task Without_extended_errors_a_bogus_answer_is_a_failure_like_any_other()
    {
        await using var server = new ZoneServer(Zones, new() { HasNoExtendedErrors = true });

        var answer = await new ResolverUnderTest(server.Endpoint).Resolver.FindMxAsync("forged.test", CancellationToken.None);

        Assert.Equal(DnsOutcome.ServFail, answer.Outcome);
    }

    [Fact]
    public async Task Answers_are_kept_for_their_time_to_live_and_errors_are_not_kept()
    {
        await using var server = new ZoneServer(Zones);
        var test = new ResolverUnderTest(server.Endpoint);
        var resolver = test.Resolver;

        Assert.Equal(TimeSpan.FromSeconds(60), (await resolver.FindMxAsync("plain.test", CancellationToken.None)).TimeToLive);
        await resolver.FindMxAsync("plain.test", CancellationToken.None);
        Assert.Single(server.Questions);
        test.Time.Advance(TimeSpan.FromSeconds(61));
        await resolver.FindMxAsync("plain.test", CancellationToken.None);
        Assert.Equal(2, server.Questions.Count);
        await resolver.FindMxAsync("broken.test", CancellationToken.None);
        await resolver.FindMxAsync("broken.test", CancellationToken.None);
        Assert.Equal(2, server.Questions.Count(q => q == "broken.test MX"));
    }

    [Fact]
    public async Task An_answer_that_does_not_fit_comes_over_TCP()
    {
        await using var server = new ZoneServer(Zones, new() { MostAnswersOverUdp = 1 });

        var answer = await new ResolverUnderTest(server.Endpoint).Resolver.FindMxAsync("signed.test", CancellationToken.None);

        Assert.Equal(2, answer.Records.Count);
        Assert.Equal(DnsSecurity.Secure, answer.Security);
        Assert.Equal(["signed.test MX", "signed.test MX tcp"], server.Questions);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [Trait("Statement", "DANE-02")]
    public async Task An_answer_that_was_cut_off_and_cannot_be_had_whole_is_an_error(int most)
    {
        await using var server = new ZoneServer(Zones, new() { MostAnswersOverUdp = most, HasNoTcp = true });
        var resolver = new ResolverUnderTest(server.Endpoint).Resolver;

        Assert.True((await resolver.FindTlsaAsync("_25._tcp.mx.signed.test", CancellationToken.None)).IsError);
        Assert.True((await resolver.FindMxAsync("signed.test", CancellationToken.None)).IsError);
    }
}
