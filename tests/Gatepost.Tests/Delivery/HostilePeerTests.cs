using System.Globalization;
using Gatepost.Configuration;
using Gatepost.Delivery;
using Gatepost.Dispatch;
using Gatepost.Messages;
using Gatepost.Spool;
using Gatepost.TlsPolicy;

namespace Gatepost.Tests.Delivery;

/// <summary>Servers that do harm to whoever brings them mail: each ends in bounds, and the message is kept for later.</summary>
public sealed class HostilePeerTests
{
    // An end of line and of a terminal's patience, another direction of writing, a tag, and more than there is room for.
    private static readonly string Words =
        "no\rnext\0 \e[2J\e]0;title\a \x9b31m <script>alert(1)</script> \xE2\x80\xAE\xE2\x81\xA6\xEF\xBB\xBF " + new string('w', 1500);

    private static readonly string[] WithoutPipelining = [.. PeerScript.AllExtensions.Where(static word => word != "PIPELINING")];

    [Theory]
    [InlineData("EHLO")]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    public async Task A_reply_of_lines_without_end_is_cut_off_and_the_message_waits(string verb) =>
        await EndsAsync(verb, "250-more and more of it\r\n");

    [Theory]
    [InlineData("EHLO")]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    public async Task A_line_without_end_is_cut_off_and_the_message_waits(string verb) =>
        await EndsAsync(verb, new string('x', 1000));

    [Theory]
    [InlineData(3000, 1)]
    [InlineData(200, 4)]
    public async Task A_certificate_with_thousands_of_names_or_50_KiB_of_them_is_judged_and_breaks_nothing(int count, int labels)
    {
        var names = Enumerable.Range(0, count)
            .Select(n => string.Concat(Enumerable.Repeat($"{new string('a', 60)}.", labels)) + $"n{n}.test").Append("mx.lighthouse.test");
        var certificate = TestCertificates.Leaf(TestCertificates.Ca, [.. names]);
        await using var peer = new ScriptedPeer(new PeerScript { Certificate = certificate });
        await using var harbour = new Harbour();

        var outcome = await harbour.SendAsync(peer, Harbour.At(TlsLevel.Encrypt));

        // OpenSSL reads no certificate of more than 100 KiB; what it reads is judged and taken.
        var expected = certificate.RawData.Length < 100_000 ? Disposition.Delivered : Disposition.Deferred;
        Assert.Equal(expected, Assert.Single(outcome.Recipients).Disposition);
        Assert.InRange(outcome.Recipients[0].Reply.ToString().Length, 1, 4096);
    }

    [Fact]
    public async Task Replies_of_half_a_MiB_to_each_recipient_are_cut_off_and_the_message_waits()
    {
        var line = "550-" + new string('x', 4000) + "\r\n";
        var script = new PeerScript { Offer = WithoutPipelining }
            .Says("RCPT", string.Concat(Enumerable.Repeat(line, 120)) + "550 no\r\n");
        await using var peer = new ScriptedPeer(script);
        await using var harbour = new Harbour();

        var outcome = await harbour.SendAsync(peer, Harbour.At(TlsLevel.None));

        Assert.Equal(Disposition.Deferred, Assert.Single(outcome.Recipients).Disposition);
        Assert.Contains("too long", outcome.Recipients[0].Reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_peer_that_uses_the_time_of_each_reply_to_the_full_is_left_when_that_of_the_attempt_is_over()
    {
        await using var harbour = new Harbour();
        var script = new PeerScript { Offer = WithoutPipelining }.With("RCPT", (_, usual) =>
        {
            harbour.Time.Advance(TimeSpan.FromMinutes(4));
            return usual;
        });
        await using var peer = new ScriptedPeer(script);
        await using var next = new ScriptedPeer(new PeerScript());
        var recipients = Enumerable.Range(0, 100).Select(static n => $"r{n}@lighthouse.test").ToArray();
        var begun = harbour.Time.GetUtcNow();

        var outcome = await harbour.Agent.TryAsync(Outgoing.Message("x: y\r\n\r\n", recipients),
            Harbour.To(peer.Address, next.Address), Harbour.At(TlsLevel.None), TestContext.Current.CancellationToken);

        Assert.All(outcome.Recipients, static recipient => Assert.Equal(Disposition.Deferred, recipient.Disposition));
        Assert.Contains("did not answer in time at RCPT", outcome.Recipients[^1].Reply.Text, StringComparison.Ordinal);
        Assert.InRange(harbour.Time.GetUtcNow() - begun, TimeSpan.FromMinutes(60), TimeSpan.FromMinutes(64));
        Assert.Empty(next.Sessions);
    }

    [Fact]
    public async Task A_peer_that_takes_each_part_of_a_content_slowly_is_left_when_the_time_of_the_attempt_is_over()
    {
        await using var harbour = new Harbour(Harbour.Config with { Timeouts = new TimeoutsConfig { Attempt = TimeSpan.FromMinutes(10) } });
        var script = new PeerScript { Offer = [.. PeerScript.AllExtensions, "CHUNKING"] }.With("BDAT", (_, usual) =>
        {
            harbour.Time.Advance(TimeSpan.FromMinutes(2));
            return usual;
        });
        await using var peer = new ScriptedPeer(script);
        var message = Outgoing.Message() with { Content = new BytesContent(new byte[16 * 1024 * 1024], asFile: true) };

        var outcome = await harbour.SendAsync(peer, Harbour.At(TlsLevel.None), message);

        Assert.Equal(Disposition.Deferred, Assert.Single(outcome.Recipients).Disposition);
        Assert.InRange(peer.Stored.Count, 4, 6);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_reply_to_the_end_of_a_message_is_waited_for_though_the_time_of_the_attempt_is_over(bool isEnd)
    {
        await using var harbour = new Harbour();
        var word = new TaskCompletionSource();
        await using var peer = new ScriptedPeer(new PeerScript
        {
            Dialogue = async session =>
            {
                await word.Task;
                await session.PutAsync("250 ok\r\n");
            },
        });
        var (connection, _) = await SmtpConnection.ConnectAsync(
            peer.Address, TimeSpan.FromDays(1), harbour.Time, TestContext.Current.CancellationToken);
        await using var call = connection!;

        call.Together(TimeSpan.FromMinutes(1));
        var stage = isEnd ? ConversationStage.FinalReply : ConversationStage.Mail;
        var hearing = call.ReadReplyAsync(stage, TimeSpan.FromMinutes(10)).AsTask();
        harbour.Time.Advance(TimeSpan.FromMinutes(9));
        word.SetResult();

        Assert.Equal(isEnd, (await hearing).Reply is not null);
    }

    [Theory]
    [InlineData(true, "502 5.5.1 no RSET here\r\n")]
    [InlineData(false, "502 5.5.1 no RSET here\r\n")]
    [InlineData(true, "451 4.3.0 not now\r\n")]
    [InlineData(false, "354 go on\r\n")]
    public async Task Where_RSET_is_refused_the_next_message_goes_over_a_new_connection_and_is_not_sent_back(bool pipelining, string refusal)
    {
        var script = new PeerScript { Offer = pipelining ? PeerScript.AllExtensions : WithoutPipelining }
            .Says("RCPT", "550 5.1.1 no\r\n").Says("RSET", refusal).Says("DATA", "554 5.5.1 no recipients\r\n");
        await using var peer = new ScriptedPeer(script);
        await using var harbour = new Harbour();
        await harbour.SendAsync(peer, Harbour.At(TlsLevel.None));
        script.On.Remove("RCPT");
        script.On.Remove("DATA");

        var outcome = await harbour.SendAsync(peer, Harbour.At(TlsLevel.None));

        Assert.Equal(Disposition.Delivered, Assert.Single(outcome.Recipients).Disposition);
        Assert.Equal(2, peer.Sessions.Count);
        Assert.Single(peer.Stored);
    }

    [Theory]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    public async Task What_a_peer_says_can_neither_begin_a_line_nor_move_a_cursor_where_it_is_recorded(string verb)
    {
        var words = Words + "\r\n";
        var script = new PeerScript { Offer = WithoutPipelining }.Says(verb, "550-5.7.1 " + words + "550 5.7.1 " + words);
        await using var peer = new ScriptedPeer(script);
        await using var harbour = new Harbour();
        var message = Outgoing.Message();

        var outcome = await harbour.SendAsync(peer, Harbour.At(TlsLevel.None), message);

        Assert.Equal(Disposition.Failed, Assert.Single(outcome.Recipients).Disposition);
        var row = Assert.Single(AttemptFacts.Of(new Attempt(new Lease(message, 1), message, outcome), isLast: false, Outgoing.Noon));
        Assert.Contains("550", row.Reply, StringComparison.Ordinal);
        Assert.InRange(row.Reply.Length, 10, 1000);
        Assert.All(new[] { row.Reply, AttemptFacts.Show(outcome.Recipients[0].Reply) }, static shown =>
            Assert.DoesNotContain(shown, static c => char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format));
    }

    [Theory]
    [InlineData("STARTTLS")]
    [InlineData("REQUIRETLS")]
    public async Task A_peer_that_no_longer_offers_what_it_did_gets_no_message_that_needs_it(string word)
    {
        string[] offer = [.. PeerScript.AllExtensions, "REQUIRETLS"];
        var isLater = false;
        var script = new PeerScript { Offer = offer };
        script.On["EHLO"] = (session, _) => Task.FromResult<string?>(string.Concat(offer
            .Where(other => other != (session.IsTls ? "STARTTLS" : "") && !(isLater && other == word))
            .Select(static other => $"250-{other}\r\n").Prepend("250-peer.test\r\n").Append("250 HELP\r\n")));
        script.On["MAIL"] = (_, _) => Task.FromResult<string?>(isLater ? "421 4.3.2 anew\r\n" : "250 ok\r\n");
        await using var peer = new ScriptedPeer(script);
        await using var harbour = new Harbour();
        var message = Outgoing.Message();
        message = message with { Envelope = message.Envelope with { RequireTls = true } };
        var decision = Harbour.At(TlsLevel.Encrypt) with
        {
            Hosts = HostDemands.Of([("mx.lighthouse.test", new HostDemand { RequireTls = RequireTlsTerms.Onward })]),
        };

        var first = await harbour.SendAsync(peer, decision, message);
        isLater = true; // the connection that waits is closed, and a new one offers less
        var second = await harbour.SendAsync(peer, decision, message);

        Assert.Equal(Disposition.Delivered, first.Recipients[0].Disposition);
        Assert.NotEqual(Disposition.Delivered, second.Recipients[0].Disposition);
        Assert.Equal(2, peer.Sessions.Count);
        Assert.Single(peer.Stored);
    }

    private static async Task EndsAsync(string verb, string piece)
    {
        var sent = 0L;
        var script = new PeerScript { Offer = WithoutPipelining };
        script.On[verb] = async (session, _) =>
        {
            await session.PutAsync("250-");
            for (; sent < 64 * 1024 * 1024; sent += piece.Length) await session.PutAsync(piece);
            return PeerScript.Close;
        };
        await using var peer = new ScriptedPeer(script);
        await using var harbour = new Harbour();

        var outcome = await harbour.SendAsync(peer, Harbour.At(TlsLevel.None));

        Assert.Equal(Disposition.Deferred, Assert.Single(outcome.Recipients).Disposition);
        Assert.Contains("too long", outcome.Recipients[0].Reply.Text, StringComparison.Ordinal);
        Assert.Empty(peer.Stored);
        Assert.InRange(sent, 0, (64 * 1024 * 1024) - 1);
    }
}
