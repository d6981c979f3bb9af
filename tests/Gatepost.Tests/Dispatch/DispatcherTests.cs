using Gatepost.Delivery;
using Gatepost.Dispatch;
using Gatepost.Ledger;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.Spool;

namespace Gatepost.Tests.Dispatch;

public class DispatcherTests
{
    private const string Id = "000000004K7";
    private readonly DispatchBench _bench = new();

    [Fact]
    [Trait("Statement", "SMTP-05")]
    public async Task The_ledger_is_written_before_the_spool_is_told()
    {
        var completion = await _bench.CarryAsync(Mail.Message());

        Assert.Equal([$"ledger {Id}", $"complete {Id}"], _bench.Queue.Journal);
        Assert.Empty(completion.Remaining);
        var row = Assert.Single(_bench.Ledger.Rows);
        Assert.Equal((LedgerKind.Attempt, LedgerOutcome.Delivered, TlsLevel.May), (row.Kind, row.Outcome, row.Wanted));
        Assert.Equal(("mx.lighthouse.test[192.0.2.1]:25", Assurance.HostVerified), (row.Peer, row.Tls.Reached));
        Assert.Equal("default: encryption where it is offered", row.Why);
        Assert.Equal(("harbour.test", "lighthouse.test"), (row.SenderDomain, row.RecipientDomain));
    }

    [Fact]
    public async Task An_attempt_leaves_one_line_in_the_spirit_of_Postfix()
    {
        _bench.Time.Advance(TimeSpan.FromSeconds(1.5));

        await _bench.CarryAsync(Mail.Message());

        Assert.Equal(
            [$"Information: {Id}: to=<keeper@lighthouse.test>, relay=mx.lighthouse.test[192.0.2.1]:25, delay=1.5, "
                + "tls=may:host-verified:TLSv1.3:TLS_AES_256_GCM_SHA384, dsn=2.0.0, status=delivered (250 2.0.0 taken)"],
            _bench.RecorderLog.Lines);
    }

    [Fact]
    public async Task The_line_says_where_TLS_came_about_at_a_second_call_only()
    {
        _bench.Walkers.Deliver = (m, _) =>
        {
            var outcome = Mail.AtHost(m, Disposition.Delivered, Mail.Taken, Mail.Verified);
            return Task.FromResult(outcome with { Hosts = [.. outcome.Hosts.Select(host => host with { WithEveryCipher = true })] });
        };

        await _bench.CarryAsync(Mail.Message());

        Assert.Contains(":TLSv1.3:TLS_AES_256_GCM_SHA384:second-call, dsn=", Assert.Single(_bench.RecorderLog.Lines));
    }

    [Fact]
    public async Task The_line_says_why_a_message_went_in_clear()
    {
        _bench.Walkers.Deliver = (m, _) => Task.FromResult(
            Mail.AtHost(m, Disposition.Delivered, Mail.Taken, TlsFacts.Clear("STARTTLS is not offered")));

        await _bench.CarryAsync(Mail.Message());

        Assert.Contains("tls=may:clear (STARTTLS is not offered), ", Assert.Single(_bench.RecorderLog.Lines));
    }

    [Fact]
    public async Task The_line_of_an_attempt_that_sent_nothing_does_not_call_it_clear_text()
    {
        _bench.Walkers.Deliver = (m, _) => Task.FromResult(Mail.Down(m));
        await _bench.CarryAsync(Mail.Message());
        _bench.Walkers.Route = domain => Walkers.RouteTo(domain) with
        {
            Hosts = [],
            Problem = new(Disposition.Deferred, Replies.DnsFailed(domain, "no answer")),
        };
        await _bench.CarryAsync(Mail.Message());

        Assert.Contains("relay=mx.test[192.0.2.1]:25, delay=0, tls=may:nothing-sent, ", _bench.RecorderLog.Lines[0]);
        Assert.Contains("relay=none, delay=0, tls=undecided, ", _bench.RecorderLog.Lines[1]);
    }

    [Theory]
    [InlineData(Disposition.Deferred, LedgerOutcome.Failed)]
    [InlineData(Disposition.Unknown, LedgerOutcome.Unknown)]
    public async Task When_its_time_is_over_the_line_and_the_ledger_say_that_nothing_follows(
        Disposition disposition, LedgerOutcome outcome)
    {
        _bench.Walkers.Deliver = (m, _) => Task.FromResult(Mail.AtHost(m, disposition, Mail.Later));
        _bench.Time.Advance(TimeSpan.FromDays(5));

        await _bench.CarryAsync(Mail.Message());

        Assert.Contains("status=expired (450 4.2.0 try later)", _bench.RecorderLog.Lines[0]);
        Assert.StartsWith("Warning: ", _bench.RecorderLog.Lines[0]);
        Assert.Equal(outcome, _bench.Ledger.Rows[0].Outcome);
        Assert.StartsWith("given up, its time is over: 450", _bench.Ledger.Rows[0].Reply);
    }

    [Fact]
    public async Task What_waits_since_its_destination_is_down_says_in_whose_words()
    {
        var cause = Mail.AtHost(Mail.Message(), Disposition.Deferred, Mail.Later);

        await _bench.Dispatcher.DeferAsync(
            new Lease(Mail.Message(Mail.To("lamp@lighthouse.test")), 1), new(null!, Mail.Message(), cause), CancellationToken.None);

        Assert.Equal("mx.lighthouse.test: 450 4.2.0 try later", _bench.Queue.Completions[^1].Completion.Reason);
        Assert.Contains($"to=<lamp@lighthouse.test>, relay={Mail.Peer}", Assert.Single(_bench.RecorderLog.Lines));
    }

    [Fact]
    public async Task What_a_peer_says_cannot_forge_a_line_of_the_log_or_the_ledger()
    {
        var reply = new SmtpReply(450, null, "no\r\n4711: status=delivered \u001b[2J");
        _bench.Walkers.Deliver = (m, _) => Task.FromResult(
            new AttemptOutcome([Mail.Outcome(m.Envelope.Recipients[0], Disposition.Deferred, reply)], []));

        await _bench.CarryAsync(Mail.Message());

        Assert.Contains("\\x0D\\x0A4711: status=delivered \\x1B[2J", Assert.Single(_bench.RecorderLog.Lines));
        Assert.DoesNotContain(_bench.RecorderLog.Lines, l => l.Any(char.IsControl));
        Assert.DoesNotContain(_bench.Ledger.Rows[0].Reply, char.IsControl);
    }

    [Theory]
    [InlineData(Disposition.Deferred, 1)]
    [InlineData(Disposition.Failed, 0)]
    public async Task Without_a_host_to_try_there_is_still_a_row_that_says_why(Disposition disposition, int remaining)
    {
        _bench.Walkers.Route = domain => Walkers.RouteTo(domain) with
        {
            Hosts = [],
            Problem = new(disposition, new(disposition is Disposition.Failed ? 550 : 451, null, "not in the DNS")),
        };

        var completion = await _bench.CarryAsync(Mail.Message());

        Assert.Equal(remaining, completion.Remaining.Count);
        Assert.Empty(_bench.Walkers.Attempted);
        var row = Assert.Single(_bench.Ledger.Rows);
        Assert.Equal(("", disposition.ToString()), (row.Peer, row.Outcome.ToString()));
        Assert.EndsWith("not in the DNS", row.Reply);
    }

    [Fact]
    public async Task Each_host_that_was_tried_has_its_row_and_the_last_one_bears_the_verdict()
    {
        _bench.Walkers.Deliver = (m, _) => Task.FromResult(new AttemptOutcome(
            [Mail.Outcome(m.Envelope.Recipients[0], Disposition.Failed, Mail.NoSuchUser)],
            [new("a[192.0.2.1]:25", TlsLevel.May, TlsFacts.Clear("refused"), [], "refused"),
                new("b[192.0.2.2]:25", TlsLevel.Verify, TlsFacts.Clear(), [], "554 no")]));

        await _bench.CarryAsync(Mail.Message());

        Assert.Equal(
            [("a[192.0.2.1]:25", TlsLevel.May, LedgerOutcome.Deferred), ("b[192.0.2.2]:25", TlsLevel.Verify, LedgerOutcome.Failed)],
            _bench.Ledger.Rows.Select(r => (r.Peer, r.Wanted, r.Outcome)));
    }

    [Theory]
    [InlineData("route")]
    [InlineData("policy")]
    [InlineData("delivery")]
    public async Task A_fault_of_our_own_in_any_room_keeps_the_message_and_says_so(string room)
    {
        var bug = new InvalidOperationException("a bug");
        if (room == "route") _bench.Walkers.Route = _ => throw bug;
        if (room == "policy") _bench.Walkers.Decide = _ => throw bug;
        if (room == "delivery") _bench.Walkers.Deliver = (_, _) => throw bug;

        var completion = await _bench.CarryAsync(Mail.Message());

        Assert.Single(completion.Remaining);
        Assert.Equal(Mail.Noon.AddMinutes(5), completion.NextAttemptAt, TimeSpan.FromMinutes(1));
        Assert.Contains($"Error: {Id}: the attempt failed inside Gatepost and will be made again", _bench.DispatcherLog.Lines);
        Assert.Equal(LedgerOutcome.Deferred, _bench.Ledger.Rows[0].Outcome);
    }

    [Fact]
    public async Task A_recipient_whom_delivery_forgot_is_deferred_not_lost()
    {
        Recipient[] two = [Mail.To("a@x.test"), Mail.To("b@x.test")];
        _bench.Walkers.Deliver = (_, _) => Task.FromResult(
            new AttemptOutcome([Mail.Outcome(two[0], Disposition.Delivered, Mail.Taken)], []));

        Assert.Equal([two[1]], (await _bench.CarryAsync(Mail.Message(two))).Remaining);
    }

    [Fact]
    public async Task A_lost_final_reply_is_recorded_as_unknown_and_tried_again()
    {
        _bench.Walkers.Deliver = (m, _) => Task.FromResult(Mail.AtHost(m, Disposition.Unknown, Replies.FinalReplyLost("mx.lighthouse.test")));

        var completion = await _bench.CarryAsync(Mail.Message());

        Assert.Single(completion.Remaining);
        Assert.Equal(LedgerOutcome.Unknown, _bench.Ledger.Rows[0].Outcome);
        Assert.Contains("status=unknown", _bench.RecorderLog.Lines[0]);
    }

    [Fact]
    public async Task An_attempt_that_is_broken_off_by_the_stop_is_recorded_as_unknown_and_goes_back_to_the_spool()
    {
        using var stop = new CancellationTokenSource();
        _bench.Walkers.Deliver = async (_, token) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
            throw new InvalidOperationException("not reached");
        };
        var ends = new List<Attempt?>();

        await _bench.Dispatcher.CarryAsync(new Lease(Mail.Message(), 1), ends.Add, stop.Token);

        Assert.Equal([$"ledger {Id}", $"release {Id}"], _bench.Queue.Journal);
        var row = Assert.Single(_bench.Ledger.Rows);
        Assert.Equal((LedgerOutcome.Unknown, TlsLevel.May), (row.Outcome, row.Wanted));
        Assert.Contains("broken off", row.Reply, StringComparison.Ordinal);
        Assert.True(Assert.Single(ends)!.IsBrokenOff);
    }

    [Fact]
    public async Task A_delivery_that_has_happened_is_written_down_while_we_stop()
    {
        using var stop = new CancellationTokenSource();
        _bench.Walkers.Deliver = async (m, _) =>
        {
            await stop.CancelAsync();
            return Mail.AtHost(m, Disposition.Delivered, Mail.Taken);
        };

        await _bench.Dispatcher.CarryAsync(new Lease(Mail.Message(), 1), _ => { }, stop.Token);

        Assert.Equal([$"ledger {Id}", $"complete {Id}"], _bench.Queue.Journal);
    }

    [Fact]
    public async Task An_attempt_that_never_ends_is_broken_off_and_made_again_later()
    {
        _bench.Walkers.Deliver = async (_, token) =>
        {
            _bench.Time.Advance(Dispatcher.LongestAttempt);
            await Task.Delay(Timeout.Infinite, token);
            throw new InvalidOperationException("not reached");
        };

        Assert.Single((await _bench.CarryAsync(Mail.Message())).Remaining);
        Assert.Contains(_bench.DispatcherLog.Lines, l => l.StartsWith($"Warning: {Id}: the attempt was broken off", StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_the_ledger_cannot_be_written_the_entry_is_held_and_then_recorded_once()
    {
        _bench.Ledger.Faults = 3;

        await _bench.AdvanceUntilAsync(_bench.Dispatcher.CarryAsync(new Lease(Mail.Message(), 1), _ => { }, CancellationToken.None));

        Assert.Single(_bench.Walkers.Attempted);
        Assert.Single(_bench.Ledger.Rows);
        Assert.Equal([$"ledger {Id}", $"complete {Id}"], _bench.Queue.Journal);
    }

    [Fact]
    public async Task While_the_spool_cannot_be_written_it_is_tried_again_and_the_ledger_is_not_written_twice()
    {
        var faults = 2;
        _bench.Queue.OnComplete = _ =>
        {
            if (faults-- > 0) throw new IOException("disk full");
        };

        await _bench.AdvanceUntilAsync(_bench.Dispatcher.CarryAsync(new Lease(Mail.Message(), 1), _ => { }, CancellationToken.None));

        Assert.Single(_bench.Ledger.Rows);
        Assert.Single(_bench.Queue.Completions);
    }

    [Fact]
    public async Task When_we_stop_while_nothing_can_be_written_it_is_said_and_the_entry_is_left_where_it_is()
    {
        using var stop = new CancellationTokenSource();
        _bench.Ledger.Faults = int.MaxValue;
        var carrying = _bench.Dispatcher.CarryAsync(new Lease(Mail.Message(), 1), _ => { }, stop.Token);
        await _bench.Queue.UntilAsync(() => _bench.Ledger.Writes > 0);
        await stop.CancelAsync();
        await carrying;

        Assert.Empty(_bench.Queue.Journal);
        Assert.Contains(_bench.RecorderLog.Lines, l => l.StartsWith($"Critical: {Id}: Gatepost stops", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_lease_that_ran_out_is_said_and_not_tried_again()
    {
        var message = Mail.Message();
        _bench.Queue.OnComplete = _ => throw new LeaseLostException(message.Id);

        await _bench.Dispatcher.CarryAsync(new Lease(message, 1), _ => { }, CancellationToken.None);

        Assert.Contains(_bench.RecorderLog.Lines, l => l.StartsWith($"Error: {Id}: the lease ran out", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_notice_that_cannot_be_made_through_a_fault_of_ours_keeps_its_recipients_in_the_queue()
    {
        _bench.Walkers.Deliver = (m, _) => Task.FromResult(Mail.AtHost(m, Disposition.Failed, Mail.NoSuchUser));
        _bench.Queue.WriteFault = new InvalidOperationException("a bug");

        var completion = await _bench.CarryAsync(Mail.Message());

        Assert.Single(completion.Remaining);
        Assert.Empty(completion.Notices);
        Assert.Equal(0, _bench.Queue.OpenContents);
    }

    [Fact]
    public async Task Recipients_who_have_another_destination_by_now_stay_and_come_first_next_time()
    {
        Recipient[] all = [Mail.To("a@one.test"), Mail.To("b@two.test"), Mail.To("c@one.test")];
        // They shared a next hop once; in the configuration of now they do not.
        var message = Mail.Message(all) with { Destination = "[10.0.0.1]:25" };

        var completion = await _bench.CarryAsync(message);

        Assert.Equal([all[0], all[2]], _bench.Walkers.Attempted.Single().Envelope.Recipients);
        Assert.Equal([all[1]], completion.Remaining);
        Assert.Equal(Mail.Noon, completion.NextAttemptAt);
    }

    [Fact]
    public async Task Recipients_of_several_domains_behind_one_next_hop_go_together()
    {
        var bench = new DispatchBench(Mail.Config with
        {
            Domains = [new() { Name = "one.test", NextHop = new("10.0.0.1", 25) }, new() { Name = "two.test", NextHop = new("10.0.0.1", 25) }],
        });

        await bench.CarryAsync(Mail.Message(Mail.To("a@one.test"), Mail.To("b@two.test")));

        Assert.Equal(2, bench.Walkers.Attempted.Single().Envelope.Recipients.Count);
    }
}
