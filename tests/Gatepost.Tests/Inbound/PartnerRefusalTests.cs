using Gatepost.Configuration;
using Gatepost.Inbound;
using Gatepost.Ledger;
using Gatepost.Messages;

namespace Gatepost.Tests.Inbound;

/// <summary>What the ledger keeps of a partner's mail that was not taken.</summary>
public sealed class PartnerRefusalTests
{
    private static TestGate Gate(PartnerMode mode)
    {
        var gate = new TestGate();
        gate.Config = gate.Config with
        {
            Partners =
            [
                new()
                {
                    Name = "lighthouse",
                    Domains = ["lighthouse.test", ".lighthouse.test"],
                    Mode = mode,
                    Inbound = new() { Demand = InboundDemand.Tls, Networks = [System.Net.IPNetwork.Parse("192.0.2.0/24")] },
                },
            ],
        };
        return gate;
    }

    private static async Task<int> MailAsync(TestClient client, string sender)
    {
        await client.ReadReplyAsync();
        await client.AskAsync("EHLO mx.lighthouse.test");
        return (await client.AskAsync($"MAIL FROM:<{sender}>")).Code;
    }

    [Theory]
    [InlineData("ann@lighthouse.test", "lighthouse.test")]
    [InlineData("ann@fresnel.lighthouse.test", "fresnel.lighthouse.test")]
    [InlineData("ann@chosen-by-a-stranger.test", "lighthouse.test")]
    [InlineData("", "lighthouse.test")]
    public async Task A_refusal_has_a_row_under_a_domain_of_the_partner(string sender, string domain)
    {
        await using var gate = Gate(PartnerMode.Enforce);
        await using var client = gate.Connect();

        Assert.Equal(530, await MailAsync(client, sender));

        var row = Assert.Single(gate.Ledger.Rows);
        Assert.Equal((LedgerKind.Refused, LedgerOutcome.Refused, domain, TlsReason.NotUsed),
            (row.Kind, row.Outcome, row.SenderDomain, row.Tls.Reason));
        Assert.Contains("partner lighthouse, known by", row.Why);
        Assert.Contains("inbound tls is not met: no TLS", row.Why);
        Assert.StartsWith("530", row.Reply);
    }

    [Fact]
    public async Task What_is_only_watched_is_taken_and_has_no_such_row()
    {
        await using var gate = Gate(PartnerMode.Monitor);
        await using var client = gate.Connect();

        Assert.Equal(250, await MailAsync(client, "ann@lighthouse.test"));

        Assert.Empty(gate.Ledger.Rows);
    }

    [Fact]
    public void Only_so_many_rows_of_an_hour_are_written_and_the_next_hour_says_how_many_were_not()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new(2026, 11, 23, 22, 0, 0, TimeSpan.Zero));
        var limit = new RefusalLimit(time);

        Assert.Equal(RefusalLimit.RowsInHour, Enumerable.Range(0, 1000).Count(_ => limit.Allows("lighthouse", out var _)));
        Assert.True(limit.Allows("fog", out var missed));
        Assert.Equal(0, missed);
        time.Advance(TimeSpan.FromHours(1));

        Assert.True(limit.Allows("lighthouse", out missed));
        Assert.Equal(1000 - RefusalLimit.RowsInHour, missed);
        Assert.True(limit.Allows("lighthouse", out missed));
        Assert.Equal(0, missed);
    }
}
