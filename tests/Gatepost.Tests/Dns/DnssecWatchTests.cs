using System.Net;
using Gatepost.Configuration;
using Gatepost.Dns;
using Microsoft.Extensions.Logging;

namespace Gatepost.Tests.Dns;

[Trait("Statement", "DANE-07")]
public sealed class DnssecWatchTests
{
    private const string Tlsa = "_25._tcp.mx.test";
    private const string Zones = """
        .             NS    a.root.test          secure
        forged.test   A     bogus
        forged.test   SOA   .                    secure
        forged.test   DS    1                    secure
        home.arpa     SOA   .
        mx.test       A     192.0.2.1            secure
        plain.test    MX    10 mx.test
        _25._tcp.mx.test TLSA 3 1 1 aa           secure
        """;

    private static DnsConfig Dns(params IPEndPoint[] servers) =>
        new() { Resolvers = servers, Tries = 1, DnssecProbe = ".", DnssecBogusProbe = "forged.test" };

    [Fact]
    public async Task A_resolver_that_proves_and_refuses_is_believed()
    {
        await using var server = new ZoneServer(Zones);
        var test = new ResolverUnderTest(Dns(server.Endpoint));
        Assert.Equal(DnssecState.Unproven, test.Resolver.Trust.State);

        Assert.Equal(DnsSecurity.Secure, (await AddressesAsync(test)).Security);

        Assert.Equal(DnssecState.Validates, test.Resolver.Trust.State);
        Assert.Equal($"{server.Endpoint} proves ., and refuses the forged forged.test", test.Resolver.Trust.Words);
        Assert.Equal([". NS", "forged.test A"], server.Questions.Take(2));
        Assert.Equal((LogLevel.Information, 4003), (test.Log.All.Last().Level, test.Log.All.Last().Id.Id));
        Assert.Empty(test.Warnings);
    }

    public static TheoryData<string, object, string> NotValidating => new()
    {
        { "silent on proofs", new ZoneConduct { DoesNotValidate = true }, "answers for . without proof" },
        { "passes on what is forged", new ZoneConduct { IsPermissive = true }, "passes on the forged forged.test" },
        { "calls everything proven", new ZoneConduct { IsBlind = true }, "calls everything proven, even home.arpa" },
    };

    [Theory]
    [MemberData(nameof(NotValidating))]
    public async Task One_that_does_not_validate_from_the_start_is_told_once_and_nothing_is_proven(string what, object conduct, string words)
    {
        await using var server = new ZoneServer(Zones, (ZoneConduct)conduct);
        var test = new ResolverUnderTest(Dns(server.Endpoint));

        var addresses = await AddressesAsync(test);
        var tlsa = await test.Resolver.FindTlsaAsync(Tlsa, CancellationToken.None);

        Assert.Equal((DnsOutcome.Found, DnsSecurity.Insecure), (addresses.Outcome, addresses.Security));
        Assert.Equal((DnsOutcome.Found, DnsSecurity.Insecure), (tlsa.Outcome, tlsa.Security));
        Assert.Equal(DnssecState.DoesNotValidate, test.Resolver.Trust.State);
        Assert.Contains($"{server.Endpoint} {words}; DANE is off", test.Resolver.Trust.Words, StringComparison.Ordinal);
        Assert.True(Assert.Single(test.Warnings).Contains(words, StringComparison.Ordinal), what);
    }

    [Fact]
    public async Task The_forged_name_need_not_be_a_zone_of_its_own()
    {
        await using var server = new ZoneServer($"{Zones}\nwww.forged.test A bogus", new() { IsPermissive = true });
        var test = new ResolverUnderTest(Dns(server.Endpoint) with { DnssecBogusProbe = "www.forged.test" });

        await AddressesAsync(test);

        Assert.Contains("passes on the forged www.forged.test", test.Resolver.Trust.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_on_another_machine_is_believed_only_where_the_operator_says_so()
    {
        // No other machine is in reach of a test: nobody is asked, and that is what is tested.
        var far = new IPEndPoint(IPAddress.Parse("192.0.2.53"), 53);
        var test = new ResolverUnderTest(Dns(far));
        Assert.Equal(DnssecState.DoesNotValidate, test.Resolver.Trust.State);
        Assert.StartsWith("192.0.2.53:53 is not on this machine", test.Resolver.Trust.Words, StringComparison.Ordinal);

        test.Dns = Dns(far) with { TrustRemote = true };
        Assert.Equal(DnssecState.Unproven, test.Resolver.Trust.State);

        await using var near = new ZoneServer(Zones);
        test.Dns = Dns(far, near.Endpoint);
        Assert.Equal(DnsSecurity.Secure, (await AddressesAsync(test)).Security);
        Assert.EndsWith("not asked, therefore: 192.0.2.53:53", test.Resolver.Trust.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(". NS timeout")]
    [InlineData(". NS servfail")]
    [InlineData(". NS a.root.test secure\nforged.test A timeout")]
    public async Task While_the_probe_has_no_answer_nobody_says_that_an_answer_is_unsigned(string zones)
    {
        await using var server = new ZoneServer($"{zones}\nmx.test A 192.0.2.1 secure\n{Tlsa} TLSA 3 1 1 aa");
        var test = new ResolverUnderTest(Dns(server.Endpoint));

        var addresses = await test.WhileSilentAsync(AddressesAsync(test), server);
        var tlsa = await test.WhileSilentAsync(test.Resolver.FindTlsaAsync(Tlsa, CancellationToken.None), server);

        Assert.Equal((DnsOutcome.Found, DnsSecurity.Indeterminate), (addresses.Outcome, addresses.Security));
        Assert.True(tlsa.IsError);
        Assert.Empty(tlsa.Records);
        Assert.Contains("mail that goes by MX waits", tlsa.Words, StringComparison.Ordinal);
        Assert.Contains("name another under [dns] resolvers", tlsa.Words, StringComparison.Ordinal);
        Assert.Equal(DnssecState.Unproven, test.Resolver.Trust.State);

        server.Zones.Replace(Zones);
        Assert.Equal(DnsSecurity.Secure, (await AddressesAsync(test)).Security);
        Assert.False((await test.Resolver.FindTlsaAsync(Tlsa, CancellationToken.None)).IsError);
    }

    [Theory]
    [InlineData("forged.test A 192.0.2.7 secure\nhome.arpa SOA .")] // mended
    [InlineData("forged.test A 192.0.2.7")] // no longer signed
    [InlineData("other.test A 192.0.2.7\nhome.arpa SOA .")] // given up
    public async Task A_forged_name_that_is_not_forged_any_more_is_not_the_resolvers_fault(string zones)
    {
        await using var server = new ZoneServer($". NS a.root.test secure\nmx.test A 192.0.2.1 secure\n{zones}");
        var test = new ResolverUnderTest(Dns(server.Endpoint));

        Assert.Equal(DnsSecurity.Secure, (await AddressesAsync(test)).Security);
        Assert.Contains("forged.test is not forged any more", test.Resolver.Trust.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_proven_a_resolver_that_no_longer_validates_makes_TLSA_look_ups_errors()
    {
        await using var server = new ZoneServer(Zones);
        var test = new ResolverUnderTest(Dns(server.Endpoint));
        Assert.False((await test.Resolver.FindTlsaAsync(Tlsa, CancellationToken.None)).IsError);

        server.Conduct = server.Conduct with { DoesNotValidate = true };
        await test.Resolver.ProbeAsync();
        Assert.Equal(DnssecState.Lost, test.Resolver.Trust.State);
        var tlsa = await test.Resolver.FindTlsaAsync(Tlsa, CancellationToken.None);
        Assert.True(tlsa.IsError); // and what was kept from before is forgotten
        Assert.Contains("answers for . without proof", tlsa.Words, StringComparison.Ordinal);
        var mx = await test.Resolver.FindMxAsync("plain.test", CancellationToken.None);
        Assert.Equal((DnsOutcome.Found, DnsSecurity.Indeterminate), (mx.Outcome, mx.Security));

        server.Conduct = new();
        await test.Resolver.ProbeAsync();
        Assert.Equal(DnssecState.Validates, test.Resolver.Trust.State);
        Assert.False((await test.Resolver.FindTlsaAsync(Tlsa, CancellationToken.None)).IsError);
        Assert.Equal(DnsSecurity.Insecure, (await test.Resolver.FindMxAsync("plain.test", CancellationToken.None)).Security);
        Assert.Single(test.Warnings);
    }

    [Fact]
    public async Task It_probes_by_itself_at_the_start_and_as_time_goes_by_until_it_is_stopped()
    {
        await using var server = new ZoneServer(Zones);
        var test = new ResolverUnderTest(Dns(server.Endpoint));
        using var stop = new CancellationTokenSource();
        var watching = test.Resolver.WatchAsync(stop.Token);

        await UntilAsync(() => test.Resolver.Trust.State is DnssecState.Validates);
        server.Conduct = server.Conduct with { DoesNotValidate = true };
        await UntilAsync(() =>
        {
            test.Time.Advance(TimeSpan.FromMinutes(1));
            return test.Resolver.Trust.State is DnssecState.Lost;
        });

        await stop.CancelAsync();
        await watching;
    }

    [Fact]
    public async Task A_resolver_that_died_and_came_back_without_validating_is_not_believed_for_a_single_answer()
    {
        await using var server = new ZoneServer(Zones);
        var test = new ResolverUnderTest(Dns(server.Endpoint));
        Assert.Equal(DnsSecurity.Insecure, (await test.Resolver.FindMxAsync("plain.test", CancellationToken.None)).Security);

        server.Conduct = new() { IsSilent = true };
        Assert.Equal(DnsOutcome.Timeout, (await test.WhileSilentAsync(AddressesAsync(test), server)).Outcome);

        server.Conduct = new() { DoesNotValidate = true };
        Assert.Equal(DnsSecurity.Indeterminate, (await AddressesAsync(test)).Security);
        Assert.True((await test.Resolver.FindTlsaAsync(Tlsa, CancellationToken.None)).IsError);
        Assert.Equal(DnssecState.Lost, test.Resolver.Trust.State);
    }

    [Fact]
    public async Task Where_one_resolver_validates_another_that_does_not_is_not_asked_nor_believed_when_the_first_dies()
    {
        await using var lying = new ZoneServer(Zones, new() { DoesNotValidate = true });
        var proving = new ZoneServer(Zones);
        var test = new ResolverUnderTest(Dns(lying.Endpoint, proving.Endpoint));

        Assert.Equal(DnsSecurity.Secure, (await AddressesAsync(test)).Security);
        Assert.DoesNotContain("mx.test A", lying.Questions);

        await proving.DisposeAsync();
        test.Time.Advance(TimeSpan.FromHours(2)); // nothing is kept any more
        Assert.Equal(DnsSecurity.Indeterminate, (await AddressesAsync(test)).Security);
        Assert.True((await test.Resolver.FindTlsaAsync(Tlsa, CancellationToken.None)).IsError);
    }

    [Fact]
    public async Task The_second_resolver_that_validates_serves_when_the_first_dies()
    {
        var first = new ZoneServer(Zones);
        await using var second = new ZoneServer(Zones);
        var test = new ResolverUnderTest(Dns(first.Endpoint, second.Endpoint));
        Assert.Equal(DnsSecurity.Secure, (await AddressesAsync(test)).Security);

        await first.DisposeAsync();

        Assert.False((await test.Resolver.FindTlsaAsync(Tlsa, CancellationToken.None)).IsError);
        Assert.Equal(DnsSecurity.Insecure, (await test.Resolver.FindMxAsync("plain.test", CancellationToken.None)).Security);
    }

    [Fact]
    public async Task The_systems_resolvers_may_change_and_what_was_proven_is_still_expected()
    {
        await using var server = new ZoneServer(Zones);
        var test = new ResolverUnderTest(Dns()) { SystemServers = [server.Endpoint] };
        Assert.Equal(DnsSecurity.Secure, (await AddressesAsync(test)).Security);

        test.SystemServers = [new(IPAddress.Parse("192.0.2.53"), 53)]; // a VPN, a café
        test.Time.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal(DnssecState.Lost, test.Resolver.Trust.State);
        Assert.Contains("192.0.2.53:53 is not on this machine", test.Resolver.Trust.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_another_configuration_of_the_DNS_lets_us_expect_nothing()
    {
        await using var server = new ZoneServer(Zones);
        var test = new ResolverUnderTest(Dns(server.Endpoint));
        Assert.Equal(DnsSecurity.Secure, (await AddressesAsync(test)).Security);
        server.Conduct = new() { DoesNotValidate = true };

        test.Dns = Dns(server.Endpoint); // read again, and the same
        Assert.Equal(DnssecState.Validates, test.Resolver.Trust.State);

        test.Dns = Dns(server.Endpoint) with { Timeout = TimeSpan.FromSeconds(3) };
        Assert.Equal(DnsSecurity.Insecure, (await AddressesAsync(test)).Security);
        Assert.Equal(DnssecState.DoesNotValidate, test.Resolver.Trust.State);
    }

    [Fact]
    public async Task The_signed_name_is_asked_for_every_minute_and_the_forged_one_every_hour()
    {
        await using var server = new ZoneServer(Zones);
        var test = new ResolverUnderTest(Dns(server.Endpoint));
        var watch = new DnssecWatch(
            new Resolvers(test, static () => [], test.Time, test.Log), new(new DnsTransport(test.Time)), test.Time, test.Log);

        for (var minute = 0; minute <= 60; minute++)
        {
            await watch.ProbeAsync();
            Assert.Equal(minute + 1, server.Questions.Count(static question => question == ". NS"));
            Assert.Equal(minute < 60 ? 1 : 2, server.Questions.Count(static question => question == "forged.test A"));
            test.Time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    [Fact]
    public async Task Those_who_ask_at_once_wait_for_one_probe()
    {
        await using var server = new ZoneServer(Zones);
        var test = new ResolverUnderTest(Dns(server.Endpoint));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => test.Resolver.FindMxAsync($"x{i}.test", CancellationToken.None)));

        Assert.Single(server.Questions, static question => question == ". NS");
    }

    [Fact]
    public void Without_any_resolver_there_is_nothing_to_believe() =>
        Assert.StartsWith("there is no resolver", new ResolverUnderTest(Dns()).Resolver.Trust.Words, StringComparison.Ordinal);

    private static Task<DnsAnswer<IPAddress>> AddressesAsync(ResolverUnderTest test) =>
        test.Resolver.FindAddressesAsync("mx.test", CancellationToken.None);

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var tries = 0; tries < 3000 && !condition(); tries++) await Task.Delay(10);
        Assert.True(condition());
    }
}
