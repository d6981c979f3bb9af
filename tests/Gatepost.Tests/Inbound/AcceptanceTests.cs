using System.Net;
using Gatepost.Configuration;
using Gatepost.Ledger;
using Gatepost.Messages;

namespace Gatepost.Tests.Inbound;

public class AcceptanceTests
{
    [Fact]
    [Trait("Statement", "SMTP-05")]
    public async Task A_message_is_acknowledged_only_when_it_is_on_disk()
    {
        await using var gate = new TestGate();
        var disk = new TaskCompletionSource();
        gate.Spool.CommitGate = disk.Task;
        await using var client = gate.Connect();
        await SendAsync(client);

        var reply = client.ReadReplyAsync();
        Assert.False(reply.IsCompleted);
        Assert.Empty(gate.Spool.Messages);

        disk.SetResult();
        Assert.Equal(250, (await reply).Code);
        Assert.Single(gate.Spool.Messages);
    }

    [Fact]
    [Trait("Statement", "RTLS-06")]
    public async Task REQUIRETLS_holds_for_every_recipient_whatever_its_destination()
    {
        await using var gate = new TestGate();
        gate.Config = gate.Config with
        {
            Domains = [.. gate.Config.Domains, new DomainConfig { Name = "other.example", NextHop = new("elsewhere.internal", 25) }],
        };
        await using var client = gate.Connect();
        await client.ReadReplyAsync();
        await client.AskAsync("EHLO client.example");
        await client.AskAsync("STARTTLS");
        await client.StartTlsAsync();
        await client.AskAsync("EHLO client.example");
        await client.AskAsync("MAIL FROM:<a@client.example> REQUIRETLS");
        await client.AskAsync("RCPT TO:<user@ours.example>");
        await client.AskAsync("RCPT TO:<user@other.example>");
        await client.AskAsync("DATA");
        await client.SendAsync("Subject: x\r\n\r\n.\r\n");

        Assert.Equal(250, (await client.ReadReplyAsync()).Code);
        Assert.Equal([true, true], gate.Spool.Messages[0].Select(part => part.Envelope.RequireTls));
    }

    [Fact]
    public async Task Content_that_comes_in_one_piece_goes_to_the_spool_in_many()
    {
        await using var gate = new TestGate();
        await using var client = gate.Connect();
        await client.ReadReplyAsync();
        await client.AskAsync("EHLO client.example");
        await client.AskAsync("MAIL FROM:<a@client.example>");
        await client.AskAsync("RCPT TO:<user@ours.example>");
        await client.AskAsync("DATA");
        var line = new string('x', 998) + "\r\n";
        await client.SendAsync(string.Concat(Enumerable.Repeat(line, 1024)) + ".\r\nNOOP\r\n");

        Assert.Equal(250, (await client.ReadReplyAsync()).Code);
        Assert.Equal(["2.0.0 Ok"], (await client.ReadReplyAsync()).Lines);
        Assert.Equal(1000 * 1024, gate.Spool.Messages[0][0].Content.Length);
        Assert.InRange(gate.Spool.MostUnflushed, 1, 128 * 1024);
    }

    [Fact]
    public async Task A_ledger_that_fails_costs_no_mail_and_the_row_stands_in_the_log()
    {
        await using var gate = new TestGate();
        gate.Ledger.Fault = new IOException("the ledger's disk is gone");
        await using var client = gate.Connect();
        await SendAsync(client);

        Assert.Equal(250, (await client.ReadReplyAsync()).Code);
        Assert.Single(gate.Spool.Messages);
        Assert.Contains(gate.Log.All, static line => line.Text.Contains("written to the ledger", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fault_of_our_own_leaves_the_message_with_the_client_and_the_session_open()
    {
        await using var gate = new TestGate();
        gate.Spool.CommitFault = new InvalidOperationException("a bug");
        await using var client = gate.Connect();
        await SendAsync(client);

        Assert.Equal(451, (await client.ReadReplyAsync()).Code);
        gate.Spool.CommitFault = null;
        Assert.Equal(250, (await client.AskAsync("NOOP")).Code);
        Assert.Contains(gate.Log.All, static line => line.Text.Contains("a bug", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_ids_of_the_parts_are_those_of_one_message_and_they_share_its_content()
    {
        await using var gate = new TestGate();
        await using var client = gate.Connect(TestGate.Relay with { Networks = [IPNetwork.Parse("192.0.2.0/24")] });
        await SendAsync(client, "one@a.example", "two@b.example", "three@ours.example");

        Assert.Equal(250, (await client.ReadReplyAsync()).Code);
        var parts = Assert.Single(gate.Spool.Messages);
        Assert.Equal([0, 1, 2], parts.Select(static part => part.Id.Part));
        Assert.Single(parts.Select(static part => part.Id.MessageNumber).Distinct());
        Assert.Single(parts.Select(static part => part.Content).Distinct());
        Assert.Equal([MailDirection.Out, MailDirection.Out, MailDirection.In], parts.Select(static part => part.Direction));
        Assert.Equal(3, gate.Ledger.Rows.Count);
        Assert.All(gate.Ledger.Rows, static row => Assert.Equal(LedgerMarks.FromInside, row.Marks));
    }

    [Fact]
    public async Task The_ledger_tells_mail_of_the_internet_from_that_of_our_own()
    {
        await using var gate = new TestGate();
        await using var client = gate.Connect(TestGate.Mx);
        await SendAsync(client);
        Assert.Equal(250, (await client.ReadReplyAsync()).Code);
        Assert.Equal(LedgerMarks.None, Assert.Single(gate.Ledger.Rows).Marks);
    }

    [Theory]
    [InlineData(true, TlsReason.NotUsed)]
    [InlineData(false, TlsReason.SwitchedOff)]
    public async Task Mail_that_came_in_clear_says_who_did_without_TLS(bool isOffered, TlsReason reason)
    {
        await using var gate = new TestGate();
        await using var client = gate.Connect(TestGate.Mx with { StartTls = isOffered });
        await SendAsync(client);
        Assert.Equal(250, (await client.ReadReplyAsync()).Code);
        var tls = Assert.Single(gate.Ledger.Rows).Tls;
        Assert.Equal((TlsProofs.None, reason), (tls.Proofs, tls.Reason));
    }

    [Fact]
    public async Task Who_has_too_many_sessions_is_told_so_and_others_come_in()
    {
        await using var gate = new TestGate();
        gate.Config = gate.Config with { Limits = new LimitsConfig { SessionsPerAddress = 1 } };
        await using var first = gate.Connect();
        Assert.Equal(220, (await first.ReadReplyAsync()).Code);
        await using var second = gate.Connect();
        var refusal = await second.ReadReplyAsync();
        Assert.Equal(421, refusal.Code);
        Assert.StartsWith("4.7.0 gate.example has too many connections from", refusal.Text, StringComparison.Ordinal);
        await using var other = gate.Connect(from: IPAddress.Parse("192.0.2.2"));
        Assert.Equal(220, (await other.ReadReplyAsync()).Code);
    }

    private static async Task SendAsync(TestClient client, params string[] recipients)
    {
        if (recipients.Length == 0) recipients = ["user@ours.example"];
        Assert.Equal(220, (await client.ReadReplyAsync()).Code);
        Assert.Equal(250, (await client.AskAsync("EHLO client.example")).Code);
        Assert.Equal(250, (await client.AskAsync("MAIL FROM:<a@client.example>")).Code);
        foreach (var recipient in recipients) Assert.Equal(250, (await client.AskAsync($"RCPT TO:<{recipient}>")).Code);
        Assert.Equal(354, (await client.AskAsync("DATA")).Code);
        await client.SendAsync("Subject: x\r\n\r\nhello\r\n.\r\n");
    }
}
