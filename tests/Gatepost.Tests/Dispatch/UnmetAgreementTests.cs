using Gatepost.Configuration;
using Gatepost.Delivery;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.Spool;
using Gatepost.Tests.Fakes;
using Gatepost.TlsPolicy;

namespace Gatepost.Tests.Dispatch;

public class UnmetAgreementTests
{
    private readonly DispatchBench _bench = new();

    private Task<Completion> CarryAsync(
        UnmetAction action, bool isEnforced = true, TlsReason reason = TlsReason.Expired, QueuedMessage? message = null)
    {
        _bench.Walkers.Decide = _ => Decision(action, isEnforced);
        _bench.Walkers.Deliver = (m, _) => Task.FromResult(Unmet(m, reason));
        return _bench.CarryAsync(message ?? Mail.Message());
    }

    [Fact]
    public async Task What_cannot_be_encrypted_as_agreed_waits_and_its_class_is_known()
    {
        var completion = await CarryAsync(UnmetAction.Defer);

        Assert.Equal((1, WaitReason.Policy, false), (completion.Remaining.Count, completion.Waits, completion.Hold));
        Assert.Empty(completion.Notices);
    }

    [Fact]
    public async Task What_waits_for_another_reason_is_of_the_ordinary_class()
    {
        _bench.Walkers.Deliver = (m, _) => Task.FromResult(Mail.Down(m));

        Assert.Equal(WaitReason.Ordinary, (await _bench.CarryAsync(Mail.Message() with { Waits = WaitReason.Policy })).Waits);
    }

    [Fact]
    public async Task After_an_hour_the_sender_is_told_that_it_waits_for_encryption_and_what_happens_next()
    {
        _bench.Time.Advance(TimeSpan.FromHours(1));

        var completion = await CarryAsync(UnmetAction.Defer);

        Assert.Equal((true, true), (completion.DelayNotified, completion.PolicyNotified));
        var text = FakeSpool.TextOf(Assert.Single(completion.Notices));
        Assert.Contains("Subject: Delayed: your message waits for encryption", text);
        Assert.Contains("Will-Retry-Until: ", text);
    }

    [Fact]
    public async Task Who_was_told_that_it_waits_for_encryption_is_not_told_again_that_it_is_late()
    {
        _bench.Time.Advance(TimeSpan.FromHours(5));
        var told = Mail.Message() with { DelayNotified = true, PolicyNotified = true };

        Assert.Empty((await CarryAsync(UnmetAction.Defer, message: told)).Notices);
    }

    [Fact]
    public async Task Who_was_told_of_an_ordinary_delay_is_told_when_encryption_becomes_the_reason()
    {
        _bench.Time.Advance(TimeSpan.FromHours(5));

        Assert.Single((await CarryAsync(UnmetAction.Defer, message: Mail.Message() with { DelayNotified = true })).Notices);
    }

    [Fact]
    public async Task Hold_keeps_it_and_tells_the_sender_at_once()
    {
        var completion = await CarryAsync(UnmetAction.Hold);

        Assert.Equal((1, WaitReason.Policy, true), (completion.Remaining.Count, completion.Waits, completion.Hold));
        Golden.Check("tests/Gatepost.Tests/Dispatch/Notices/held-tls.eml", FakeSpool.TextOf(Assert.Single(completion.Notices)));
    }

    [Fact]
    public async Task Bounce_gives_it_back_at_the_first_attempt_with_the_code_that_administrators_know()
    {
        var completion = await CarryAsync(UnmetAction.Bounce);

        Assert.Empty(completion.Remaining);
        var text = FakeSpool.TextOf(Assert.Single(completion.Notices));
        Assert.Contains("Status: 5.7.322\r\n", text);
        Assert.Contains("Your message was not sent in the clear.", text.ReplaceLineEndings(" ").Replace("              ", " "));
    }

    [Theory]
    [InlineData(UnmetAction.Hold)]
    [InlineData(UnmetAction.Bounce)]
    public async Task An_agreement_that_is_not_in_force_neither_holds_nor_bounces(UnmetAction action)
    {
        var completion = await CarryAsync(action, isEnforced: false);

        Assert.Equal((1, false), (completion.Remaining.Count, completion.Hold));
    }

    [Theory]
    [InlineData(UnmetAction.Hold)]
    [InlineData(UnmetAction.Bounce)]
    public async Task A_host_that_is_down_is_no_breach_of_an_agreement(UnmetAction action)
    {
        _bench.Walkers.Decide = _ => Decision(action, isEnforced: true);
        _bench.Walkers.Deliver = (m, _) => Task.FromResult(Mail.Down(m));

        var completion = await _bench.CarryAsync(Mail.Message());

        Assert.Equal((1, false), (completion.Remaining.Count, completion.Hold));
    }

    [Theory]
    [InlineData(UnmetAction.Hold)]
    [InlineData(UnmetAction.Bounce)]
    public async Task While_another_host_may_be_fit_it_is_tried_again(UnmetAction action)
    {
        _bench.Walkers.Decide = _ => Decision(action, isEnforced: true);
        _bench.Walkers.Deliver = (m, _) => Task.FromResult(Unmet(m, TlsReason.Expired) with { NoHostIsFit = false });

        var completion = await _bench.CarryAsync(Mail.Message());

        Assert.Equal((1, WaitReason.Policy, false), (completion.Remaining.Count, completion.Waits, completion.Hold));
    }

    [Theory]
    [InlineData(TlsReason.NotOffered, "5.7.321")]
    [InlineData(TlsReason.Expired, "5.7.322")]
    [InlineData(TlsReason.DaneMismatch, "5.7.323")]
    [InlineData(TlsReason.NoDane, "5.7.323")]
    [InlineData(TlsReason.DaneUnavailable, "5.7.324")]
    [InlineData(TlsReason.OtherName, "5.7.325")]
    [InlineData(TlsReason.NoRequireTls, "5.7.30")]
    [InlineData(TlsReason.SelfSigned, "5.7.10")]
    [InlineData(TlsReason.None, "5.7.10")]
    public async Task At_the_end_of_its_lifetime_the_status_says_what_was_missing(TlsReason reason, string status)
    {
        _bench.Time.Advance(TimeSpan.FromDays(5));

        var completion = await CarryAsync(UnmetAction.Defer, reason: reason);

        Assert.Empty(completion.Remaining);
        Assert.Contains($"Status: {status}\r\n", FakeSpool.TextOf(Assert.Single(completion.Notices)));
    }

    private static AttemptOutcome Unmet(QueuedMessage message, TlsReason reason)
    {
        var reply = Replies.PeerNotVerified("mx.lighthouse.test", "the certificate expired on 2026-05-30");
        RecipientOutcome[] outcomes = [.. message.Envelope.Recipients.Select(r =>
            Mail.Outcome(r, Disposition.Deferred, reply, host: null) with { Peer = Mail.Peer, IsTlsProblem = true })];
        var tls = Mail.Verified with { Reason = reason };
        return new(outcomes, [new(Mail.Peer, TlsLevel.Verify, tls, [], reply.ToString())]) { NoHostIsFit = true };
    }

    private static TlsDecision Decision(UnmetAction action, bool isEnforced) => new()
    {
        Level = TlsLevel.Verify,
        Requirement = new() { Level = TlsLevel.Verify },
        Evidence = [new("partner lighthouse", "level verify")],
        MayFallBackToClear = false,
        Partner = new() { Name = "lighthouse", Domains = ["lighthouse.test"], OnFailure = action },
        PartnerForce = isEnforced ? AgreementForce.Enforced : AgreementForce.Watched,
    };
}
