using System.Text;
using Gatepost.Configuration;
using Gatepost.Delivery;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Tests.Delivery;

public sealed class ConversationTests
{
    private static string[] Without(params string[] words) => [.. PeerScript.AllExtensions.Except(words)];

    private static async Task<(AttemptOutcome Outcome, ScriptedPeer Peer)> SendAsync(
        PeerScript script, QueuedMessage? message = null, TlsLevel level = TlsLevel.None)
    {
        await using var peer = new ScriptedPeer(script);
        await using var harbour = new Harbour();
        return (await harbour.SendAsync(peer, Harbour.At(level), message), peer);
    }

    private static readonly BytesContent Large = new([.. Enumerable.Repeat((byte)'x', 8 * 1024 * 1024)], asFile: true);

    private static string Wire(byte[] octets) => Encoding.UTF8.GetString(octets);

    [Fact]
    public async Task The_stored_octets_go_out_as_they_are_behind_our_own_header_fields()
    {
        var (outcome, peer) = await SendAsync(new PeerScript(), Outgoing.Message("Subject: dots\r\n\r\n.\r\n..two\r\nend"));

        Assert.Equal("Received: by gate.harbour.test\r\nSubject: dots\r\n\r\n..\r\n...two\r\nend\r\n.\r\n", Wire(peer.Stored[0]));
        Assert.Equal(Disposition.Delivered, outcome.Recipients[0].Disposition);
        Assert.Equal("mx.lighthouse.test", outcome.Recipients[0].RemoteHost);
        Assert.Equal(new SmtpReply(250, new EnhancedStatusCode(2, 0, 0), "stored").ToString(), outcome.Recipients[0].Reply.ToString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chunks_carry_the_octets_without_dots_of_transparency(bool asFile)
    {
        var content = Encoding.ASCII.GetBytes("Subject: x\r\n\r\n" + string.Concat(Enumerable.Repeat(".line of some length\r\n", 130_000)));
        var message = Outgoing.Message() with { Content = new BytesContent(content, asFile) };

        var (outcome, peer) = await SendAsync(new PeerScript { Offer = [.. PeerScript.AllExtensions, "CHUNKING"] }, message);

        Assert.Equal(Disposition.Delivered, outcome.Recipients[0].Disposition);
        byte[] expected = [.. message.PrefixHeaders.Span, .. content];
        Assert.Equal(expected, peer.Stored.SelectMany(chunk => chunk).ToArray());
        Assert.EndsWith(" LAST", peer.Sessions[0].Said.Last(line => line.StartsWith("BDAT", StringComparison.Ordinal)));
        if (asFile) Assert.True(peer.Stored.Count > 1 && peer.Stored.All(chunk => chunk.Length <= 1024 * 1024));
    }

    [Fact]
    public async Task A_large_content_goes_out_as_lines_from_its_file()
    {
        var content = Encoding.ASCII.GetBytes("Subject: x\r\n\r\n" + string.Concat(Enumerable.Repeat(".line of some length\r\n", 30_000)));
        var message = Outgoing.Message() with { Content = new BytesContent(content, asFile: true) };

        var (outcome, peer) = await SendAsync(new PeerScript(), message);

        Assert.Equal(Disposition.Delivered, outcome.Recipients[0].Disposition);
        Assert.Equal(content.Length + message.PrefixHeaders.Length + 30_000 + 3, peer.Stored[0].Length);
    }

    [Fact]
    [Trait("Statement", "SMTP-08")]
    public async Task Where_PIPELINING_is_offered_MAIL_RCPT_and_DATA_arrive_as_one_group()
    {
        var arrived = 0;
        var script = new PeerScript();
        script.On["MAIL"] = async (session, _) =>
        {
            await Until.TrueAsync(() => session.Buffered >= 3); // RCPT, RCPT, DATA came without a reply to MAIL
            arrived = session.Buffered;
            return "250 ok\r\n";
        };

        var (outcome, _) = await SendAsync(script, Outgoing.Message("x: y\r\n\r\n", "a@lighthouse.test", "b@lighthouse.test"));

        Assert.All(outcome.Recipients, recipient => Assert.Equal(Disposition.Delivered, recipient.Disposition));
        Assert.Equal(3, arrived);
    }

    [Fact]
    public async Task Where_it_is_not_offered_each_command_waits_for_its_reply()
    {
        var early = 0;
        var script = new PeerScript { Offer = Without("PIPELINING") };
        foreach (var verb in (string[])["MAIL", "RCPT"])
        {
            script.On[verb] = async (session, line) =>
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
                early += session.Buffered + session.Socket.Available;
                return await script.UsualAsync(session, verb, line);
            };
        }

        var (outcome, _) = await SendAsync(script, Outgoing.Message("x: y\r\n\r\n", "a@lighthouse.test", "b@lighthouse.test"));

        Assert.Equal(Disposition.Delivered, outcome.Recipients[1].Disposition);
        Assert.Equal(0, early);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_recipient_fares_by_its_own_reply(bool pipelining)
    {
        var script = new PeerScript { Offer = pipelining ? PeerScript.AllExtensions : Without("PIPELINING") };
        script.On["RCPT"] = (_, line) => Task.FromResult<string?>(
            line.Contains("<b") ? "550 5.1.1 no\r\n" : line.Contains("<c") ? "450 4.2.1 later\r\n" : "250 ok\r\n");

        var (outcome, peer) = await SendAsync(
            script, Outgoing.Message("x: y\r\n\r\n", "a@lighthouse.test", "b@lighthouse.test", "c@lighthouse.test"));

        Assert.Equal(
            [Disposition.Delivered, Disposition.Failed, Disposition.Deferred], outcome.Recipients.Select(r => r.Disposition));
        Assert.Equal([250, 550, 450], outcome.Recipients.Select(r => r.Reply.Code));
        Assert.Single(peer.Stored);
        Assert.Equal("1 delivered, 1 deferred, 1 failed: \"550 5.1.1 no\"", outcome.Hosts[0].Summary);
    }

    [Theory]
    [InlineData(true, "354 go\r\n")]
    [InlineData(true, "554 5.5.1 no valid recipients\r\n")]
    [InlineData(false, "354 go\r\n")]
    public async Task RFC_2920_When_all_are_refused_no_content_is_sent(bool pipelining, string dataReply)
    {
        var script = new PeerScript { Offer = pipelining ? PeerScript.AllExtensions : Without("PIPELINING") };
        script.Says("RCPT", "550 5.1.1 no\r\n");
        byte[]? data = null;
        script.On["DATA"] = async (session, _) =>
        {
            await session.PutAsync(dataReply);
            if (dataReply.StartsWith('5')) return null;
            data = await session.TakeDataAsync();
            return "554 5.5.1 no content\r\n";
        };
        await using var peer = new ScriptedPeer(script);
        await using var harbour = new Harbour();

        var first = await harbour.SendAsync(peer, Harbour.At(TlsLevel.None));
        script.Says("RCPT", "250 ok\r\n").On.Remove("DATA");
        var second = await harbour.SendAsync(peer, Harbour.At(TlsLevel.None));

        Assert.Equal(Disposition.Failed, first.Recipients[0].Disposition);
        Assert.Equal(pipelining && dataReply.StartsWith('3') ? ".\r\n" : null, data is null ? null : Wire(data));
        Assert.Equal(Disposition.Delivered, second.Recipients[0].Disposition);
        var session = Assert.Single(peer.Sessions); // the connection was kept
        Assert.Contains("RSET", session.Said);
    }

    [Theory]
    [InlineData("554 no SMTP service here\r\n", Disposition.Deferred)]
    [InlineData("421 busy\r\n", Disposition.Deferred)]
    [InlineData("450 later\r\n", Disposition.Deferred)]
    [InlineData("hello there\r\n", Disposition.Deferred)]
    [InlineData("220 hi\n", Disposition.Delivered)]
    [InlineData("220-hi\r\n220 there\r\n", Disposition.Delivered)]
    public async Task A_greeting_that_is_no_welcome_defers(string banner, Disposition expected)
    {
        var (outcome, _) = await SendAsync(new PeerScript { Banner = banner });

        Assert.Equal(expected, outcome.Recipients[0].Disposition);
        Assert.Equal(expected is Disposition.Deferred, outcome.DestinationIsDown);
    }

    [Fact]
    [Trait("Statement", "SMTP-02")]
    public async Task A_greeting_that_never_comes_ends_after_its_five_minutes()
    {
        await using var peer = new ScriptedPeer(new PeerScript { Banner = null });
        await using var harbour = new Harbour(Harbour.Config with { Timeouts = new TimeoutsConfig { Connect = TimeSpan.FromDays(1) } });

        var begun = harbour.Time.GetUtcNow();
        var sending = harbour.SendAsync(peer, Harbour.At(TlsLevel.None));
        await Until.TrueAsync(() => peer.Sessions.Count > 0);
        await Until.DoneAsync(sending, () => harbour.Time.Advance(TimeSpan.FromMinutes(1)));

        var recipient = (await sending).Recipients[0];
        Assert.Equal(Disposition.Deferred, recipient.Disposition);
        Assert.Contains("did not answer in time at the greeting", recipient.Reply.Text);
        Assert.True(harbour.Time.GetUtcNow() - begun >= TimeSpan.FromMinutes(5));
    }

    [Fact]
    [Trait("Statement", "SMTP-02")]
    public async Task A_reply_that_comes_line_by_line_for_ever_ends_in_the_time_of_one_reply()
    {
        var script = new PeerScript { Offer = Without("PIPELINING") };
        await using var peer = new ScriptedPeer(script);
        await using var harbour = new Harbour();
        var lines = 0;
        script.On["MAIL"] = async (session, _) =>
        {
            for (; lines < 100; lines++)
            {
                await session.PutAsync("250-wait\r\n");
                await Task.Delay(10, TestContext.Current.CancellationToken);
                harbour.Time.Advance(TimeSpan.FromMinutes(1));
            }

            return "250 at last\r\n";
        };

        var outcome = await harbour.SendAsync(peer, Harbour.At(TlsLevel.None));

        Assert.Equal(Disposition.Deferred, outcome.Recipients[0].Disposition);
        Assert.Contains("did not answer in time at MAIL", outcome.Recipients[0].Reply.Text);
    }

    [Theory]
    [InlineData("EHLO", PeerScript.Close, Disposition.Deferred)]
    [InlineData("EHLO", "421 4.3.2 closing\r\n", Disposition.Deferred)]
    [InlineData("MAIL", "hello there\r\n", Disposition.Deferred)]
    [InlineData("MAIL", "250-one\r\n251 two\r\n", Disposition.Deferred)]
    [InlineData("MAIL", "421 4.3.2 closing\r\n", Disposition.Deferred)]
    [InlineData("MAIL", "451 4.3.0 later\r\n", Disposition.Deferred)]
    [InlineData("MAIL", "550 5.7.1 you not\r\n", Disposition.Failed)]
    [InlineData("MAIL", PeerScript.Close, Disposition.Deferred)]
    [InlineData("RCPT", "421 4.3.2 closing\r\n", Disposition.Deferred)]
    [InlineData("RCPT", PeerScript.Close, Disposition.Deferred)]
    [InlineData("DATA", "451 4.3.0 later\r\n", Disposition.Deferred)]
    [InlineData("DATA", "554 5.6.0 never\r\n", Disposition.Failed)]
    [InlineData("DATA", "421 4.3.2 closing\r\n", Disposition.Deferred)]
    [InlineData("DATA", "250 what\r\n", Disposition.Deferred)]
    [InlineData("DATA", PeerScript.Close, Disposition.Deferred)]
    public async Task What_a_peer_says_at_a_command_counts_for_what_it_is(string verb, string reply, Disposition expected)
    {
        var (outcome, peer) = await SendAsync(new PeerScript().Says(verb, reply));

        Assert.Equal(expected, outcome.Recipients[0].Disposition);
        Assert.Empty(peer.Stored);
    }

    [Theory]
    [InlineData("250 2.0.0 taken\r\n", Disposition.Delivered)]
    [InlineData("451 4.3.0 later\r\n", Disposition.Deferred)]
    [InlineData("554 5.7.1 spam\r\n", Disposition.Failed)]
    [InlineData("421 4.3.2 closing\r\n", Disposition.Deferred)]
    [InlineData("thanks\r\n", Disposition.Unknown)]
    [InlineData(PeerScript.Close, Disposition.Unknown)]
    public async Task The_reply_to_the_final_dot_decides_and_when_it_is_lost_nobody_knows(string reply, Disposition expected)
    {
        var script = new PeerScript();
        script.On["DATA"] = async (session, _) =>
        {
            await session.PutAsync("354 go\r\n");
            await session.TakeDataAsync();
            return reply;
        };
        await using var peer = new ScriptedPeer(script);
        await using var other = new ScriptedPeer(new PeerScript());
        await using var harbour = new Harbour();

        var outcome = await harbour.Agent.TryAsync(
            Outgoing.Message(), Harbour.To(peer.Address, other.Address), Harbour.At(TlsLevel.None), TestContext.Current.CancellationToken);

        Assert.Equal(expected, outcome.Recipients[0].Disposition);
        Assert.Empty(other.Sessions); // no second copy
    }

    [Fact]
    public async Task A_peer_that_dies_in_the_middle_of_the_content_has_taken_nothing_and_the_next_host_is_tried()
    {
        var script = new PeerScript();
        script.On["DATA"] = async (session, _) =>
        {
            await session.PutAsync("354 go\r\n");
            await session.TakeAsync(1000);
            session.Reset();
            return null;
        };
        await using var peer = new ScriptedPeer(script);
        await using var other = new ScriptedPeer(new PeerScript());
        await using var harbour = new Harbour();
        var message = Outgoing.Message() with { Content = Large };

        var outcome = await harbour.Agent.TryAsync(
            message, Harbour.To(peer.Address, other.Address), Harbour.At(TlsLevel.None), TestContext.Current.CancellationToken);

        Assert.Equal(Disposition.Delivered, outcome.Recipients[0].Disposition);
        Assert.Equal(Disposition.Deferred, outcome.Hosts[0].Outcomes[0].Disposition);
        Assert.Single(other.Stored);
    }

    [Fact]
    public async Task A_peer_that_refuses_in_the_middle_of_the_content_is_heard()
    {
        var script = new PeerScript { Offer = Without("SIZE") };
        script.On["DATA"] = async (session, _) =>
        {
            await session.PutAsync("354 go\r\n");
            await session.TakeAsync(1000);
            await session.PutAsync("552 5.3.4 too much\r\n");
            session.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
            await Task.Delay(50, TestContext.Current.CancellationToken);
            return PeerScript.Close;
        };
        var message = Outgoing.Message() with { Content = Large };

        var (outcome, _) = await SendAsync(script, message);

        // A reset may overtake the words; then the message is deferred, never lost.
        Assert.Contains(outcome.Recipients[0].Disposition, (Disposition[])[Disposition.Failed, Disposition.Deferred]);
    }

    [Fact]
    public async Task A_250_counts_even_when_the_connection_is_reset_behind_it()
    {
        var script = new PeerScript();
        script.On["QUIT"] = (session, _) =>
        {
            session.Reset();
            return Task.FromResult<string?>(PeerScript.Close);
        };

        var (outcome, peer) = await SendAsync(script);

        Assert.Equal(Disposition.Delivered, outcome.Recipients[0].Disposition);
        Assert.Single(peer.Stored);
    }

    [Theory]
    [InlineData("500 what\r\n")]
    [InlineData("502 5.5.1 no\r\n")]
    [InlineData("554 no\r\n")]
    public async Task Where_EHLO_is_refused_HELO_is_tried_and_nothing_is_taken_for_offered(string reply)
    {
        var (outcome, peer) = await SendAsync(new PeerScript().Says("EHLO", reply), level: TlsLevel.May);

        Assert.Equal(Disposition.Delivered, outcome.Recipients[0].Disposition);
        Assert.Equal("HELO gate.harbour.test", peer.Sessions[0].Said[1]);
        Assert.Contains("MAIL FROM:<sender@harbour.test>", peer.Sessions[0].Said);
    }

    [Fact]
    public async Task A_host_that_does_not_answer_is_passed_over_for_the_next()
    {
        var gone = new ScriptedPeer(new PeerScript());
        var nowhere = gone.Address;
        await gone.DisposeAsync();
        await using var peer = new ScriptedPeer(new PeerScript());
        await using var harbour = new Harbour();

        var both = await harbour.Agent.TryAsync(
            Outgoing.Message(), Harbour.To(nowhere, peer.Address), Harbour.At(TlsLevel.None), TestContext.Current.CancellationToken);
        var alone = await harbour.Agent.TryAsync(
            Outgoing.Message(), Harbour.To(nowhere), Harbour.At(TlsLevel.None), TestContext.Current.CancellationToken);

        Assert.Equal((Disposition.Delivered, false), (both.Recipients[0].Disposition, both.DestinationIsDown));
        Assert.Equal((Disposition.Deferred, true), (alone.Recipients[0].Disposition, alone.DestinationIsDown));
        Assert.Contains("onnection refused", alone.Recipients[0].Reply.Text);
    }

    [Fact]
    public async Task What_one_host_said_is_told_and_not_that_the_last_one_is_down()
    {
        await using var busy = new ScriptedPeer(new PeerScript().Says("MAIL", "452 4.3.1 disk full\r\n"));
        await using var closed = new ScriptedPeer(new PeerScript { Banner = "554 5.7.1 no mail here\r\n" });
        await using var harbour = new Harbour();

        var outcome = await harbour.Agent.TryAsync(
            Outgoing.Message(), Harbour.To(busy.Address, closed.Address), Harbour.At(TlsLevel.None), TestContext.Current.CancellationToken);

        Assert.Equal(2, outcome.Hosts.Count);
        Assert.Equal("disk full", outcome.Recipients[0].Reply.Text);
        Assert.Equal(outcome.Hosts[0].Peer, outcome.Recipients[0].Peer);
    }

    [Fact]
    public async Task A_host_that_was_silent_a_moment_ago_is_tried_after_the_others_and_forgiven_later()
    {
        var gone = new ScriptedPeer(new PeerScript());
        var nowhere = gone.Address;
        await gone.DisposeAsync();
        await using var peer = new ScriptedPeer(new PeerScript());
        await using var harbour = new Harbour();
        Task<AttemptOutcome> SendAsync() => harbour.Agent.TryAsync(
            Outgoing.Message(), Harbour.To(nowhere, peer.Address), Harbour.At(TlsLevel.None), TestContext.Current.CancellationToken);

        Assert.Equal(2, (await SendAsync()).Hosts.Count);
        Assert.Single((await SendAsync()).Hosts);
        harbour.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(2, (await SendAsync()).Hosts.Count);
    }

    [Fact]
    public async Task More_recipients_than_a_peer_takes_at_once_go_in_several_transactions_on_one_connection()
    {
        var recipients = Enumerable.Range(0, 250).Select(i => $"r{i}@lighthouse.test").ToArray();

        var (outcome, peer) = await SendAsync(new PeerScript(), Outgoing.Message("x: y\r\n\r\n", recipients));

        Assert.All(outcome.Recipients, recipient => Assert.Equal(Disposition.Delivered, recipient.Disposition));
        Assert.Equal(3, Assert.Single(peer.Sessions).Stored.Count);
        Assert.Equal(250, outcome.Hosts[0].Outcomes.Count);
    }

    [Fact]
    public async Task A_content_that_cannot_be_read_is_our_own_fault_and_leaves_nothing_half_sent()
    {
        await using var peer = new ScriptedPeer(new PeerScript { Offer = [.. PeerScript.AllExtensions, "CHUNKING"] });
        await using var harbour = new Harbour();
        var message = Outgoing.Message() with { Content = new TornContent() };

        await Assert.ThrowsAnyAsync<IOException>(() => harbour.SendAsync(peer, Harbour.At(TlsLevel.None), message));

        await Until.TrueAsync(() => peer.Sessions[0].IsOver);
        Assert.Empty(peer.Stored);
        Assert.Equal(0, harbour.Pool.Count);
    }

    [Fact]
    public async Task A_wish_to_stop_before_the_end_of_the_data_throws_and_after_it_nobody_knows()
    {
        using var stop = new CancellationTokenSource();
        var script = new PeerScript();
        var atMail = true;
        script.On["MAIL"] = async (_, _) =>
        {
            if (!atMail) return "250 ok\r\n";
            await stop.CancelAsync();
            return null;
        };
        await using var peer = new ScriptedPeer(script);
        await using var harbour = new Harbour();
        Task<AttemptOutcome> Try() =>
            harbour.Agent.TryAsync(Outgoing.Message(), Harbour.To(peer.Address), Harbour.At(TlsLevel.None), stop.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(Try);

        atMail = false;
        using var later = new CancellationTokenSource();
        script.On["DATA"] = async (session, _) =>
        {
            await session.PutAsync("354 go\r\n");
            await session.TakeDataAsync();
            await later.CancelAsync();
            return null;
        };
        var outcome = await harbour.Agent.TryAsync(
            Outgoing.Message(), Harbour.To(peer.Address), Harbour.At(TlsLevel.None), later.Token);

        Assert.Equal(Disposition.Unknown, outcome.Recipients[0].Disposition);
    }

    /// <summary>Says that it is longer than it is, as a damaged disk might.</summary>
    private sealed class TornContent : MessageContent
    {
        public override long Length => 5000;

        public override bool HasEightBitData => false;

        public override ValueTask<Stream> OpenReadAsync(CancellationToken cancellationToken) => new(new MemoryStream(new byte[100]));
    }
}
