using Gatepost.Dns;
using static Gatepost.Tests.Dns.ResolverUnderTest;

namespace Gatepost.Tests.Dns;

/// <summary>Answers of domains that do harm to whoever asks for them: each ends in bounds, as a value.</summary>
public sealed class HostileAnswerTests
{
    private static readonly CancellationToken Never = CancellationToken.None;

    // The longest label, to be made of octets that are no part of host names.
    private static readonly string Odd = new('q', 63);

    [Theory]
    [InlineData(1)]
    [InlineData((byte)'.')]
    [InlineData(0xFF)]
    public async Task An_alias_of_what_is_no_host_name_is_an_error_and_nothing_breaks(byte octet)
    {
        await using var server = new ZoneServer($"odd.test CNAME {Odd}.{Odd}.test", new()
        {
            StopsAtAliases = true,
            SendsInstead = answer => [.. answer.Select(other => other == (byte)'q' ? octet : other)],
        });
        var resolver = new ResolverUnderTest(server.Endpoint).Resolver;

        Assert.Equal("ServFail Indeterminate odd.test: ", Show(await resolver.FindMxAsync("odd.test", Never)));
        Assert.Equal(DnsOutcome.ServFail, (await resolver.FindAddressesAsync("odd.test", Never)).Outcome);
        Assert.Equal(DnsOutcome.ServFail, (await resolver.FindTlsaAsync("odd.test", Never)).Outcome);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_chain_of_aliases_without_end_is_left_after_eight(bool stopsAtAliases)
    {
        var chain = string.Concat(Enumerable.Range(0, 50).Select(static n => $"a{n}.test CNAME a{n + 1}.test\n"));
        await using var server = new ZoneServer(chain, new() { StopsAtAliases = stopsAtAliases });

        var answer = await new ResolverUnderTest(server.Endpoint).Resolver.FindMxAsync("a0.test", Never);

        Assert.Equal(DnsOutcome.ServFail, answer.Outcome);
        Assert.InRange(server.Questions.Count, 1, 10);
    }

    [Theory]
    [InlineData(20, 1)]
    [InlineData(500, 2)]
    public async Task An_answer_of_hundreds_of_records_is_used_and_not_kept(int count, int asked)
    {
        var records = string.Concat(Enumerable.Range(0, count).Select(static n => $"big.test MX {n % 200} mx{n}.big.test\n"));
        await using var server = new ZoneServer(records, new() { MostAnswersOverUdp = 20 });
        var resolver = new ResolverUnderTest(server.Endpoint).Resolver;

        for (var i = 0; i < 2; i++) Assert.Equal(count, (await resolver.FindMxAsync("big.test", Never)).Records.Count);

        Assert.Equal(asked, server.Questions.Count(static question => question == "big.test MX"));
    }

    [Fact]
    public async Task Texts_of_60_KiB_come_over_TCP_and_are_values()
    {
        var text = string.Concat(Enumerable.Repeat(Odd, 3));
        var records = string.Concat(Enumerable.Range(0, 300).Select(_ => $"text.test TXT {text}\n"));
        await using var server = new ZoneServer(records, new() { MostAnswersOverUdp = 0 });

        var answer = await new ResolverUnderTest(server.Endpoint).Resolver.FindTextAsync("text.test", Never);

        Assert.Equal(300, answer.Records.Count);
    }
}
