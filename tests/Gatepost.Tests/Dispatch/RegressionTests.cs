using Gatepost.Ledger;
using Gatepost.Messages;
using Gatepost.Spool;
using Gatepost.TlsPolicy;

namespace Gatepost.Tests.Dispatch;

/// <summary>A domain that is reached worse than it used to be.</summary>
public sealed class RegressionTests
{
    private const TlsProofs Good = TlsProofs.Tls | TlsProofs.Strong | TlsProofs.TrustedChain | TlsProofs.VerifyName;

    private readonly DispatchBench _bench = new();

    private Task<Completion> CarryAsync(TlsProofs habit, TlsFacts tls, Disposition disposition = Disposition.Delivered)
    {
        _bench.Walkers.Decide = _ => Walkers.May with { Habit = new DomainHabit(habit, 412, Mail.Noon.AddDays(-1)) };
        _bench.Walkers.Deliver = (message, _) => Task.FromResult(Mail.AtHost(
            message, disposition, disposition is Disposition.Delivered ? Mail.Taken : Mail.Later, tls));
        return _bench.CarryAsync(Mail.Message());
    }

    [Theory]
    [Trait("Statement", "STL-09")]
    [InlineData(Good, TlsProofs.None, true)]
    [InlineData(Good, TlsProofs.Tls | TlsProofs.Strong, true)]
    [InlineData(Good, Good, false)]
    [InlineData(Good, Good | TlsProofs.Dane, false)]
    [InlineData(Good | TlsProofs.Dane, Good, true)]
    [InlineData(TlsProofs.Tls, TlsProofs.Tls | TlsProofs.Strong, false)]
    [InlineData(TlsProofs.None, TlsProofs.None, false)]
    public async Task What_is_worse_than_the_habit_is_marked_in_the_ledger_and_told(TlsProofs habit, TlsProofs now, bool isWorse)
    {
        var tls = now is TlsProofs.None
            ? TlsFacts.Clear("STARTTLS is not offered", TlsReason.NotOffered)
            : Mail.Verified with { Proofs = now, Problem = "the certificate expired" };

        await CarryAsync(habit, tls);

        Assert.Equal(isWorse, Assert.Single(_bench.Ledger.Rows).Marks.HasFlag(LedgerMarks.Regression));
        Assert.Equal(isWorse ? 1 : 0, _bench.WatchLog.Lines.Count);
    }

    [Fact]
    public async Task The_alarm_names_who_what_since_when_and_what_became_of_the_message()
    {
        await CarryAsync(Good, TlsFacts.Clear("STARTTLS is not offered", TlsReason.NotOffered));

        Assert.Equal(
            "Warning: lighthouse.test used to be reached at level verify (412 messages in 90 days), and "
            + "mx.lighthouse.test[192.0.2.1]:25 no longer is: STARTTLS is not offered; the message was carried. Their server changed, "
            + "or somebody is between: 'gatepost ledger --domain' shows since when",
            Assert.Single(_bench.WatchLog.Lines));
    }

    [Fact]
    public async Task It_is_raised_once_an_hour_and_marked_each_time()
    {
        var clear = TlsFacts.Clear("STARTTLS is not offered", TlsReason.NotOffered);
        await CarryAsync(Good, clear);
        await CarryAsync(Good, clear);
        _bench.Time.Advance(TimeSpan.FromHours(1));
        await CarryAsync(Good, clear);

        Assert.Equal(2, _bench.WatchLog.Lines.Count);
        Assert.All(_bench.Ledger.Rows, row => Assert.True(row.Marks.HasFlag(LedgerMarks.Regression)));
    }

    [Fact]
    public async Task A_handshake_that_is_tried_again_with_every_cipher_is_no_worse_by_itself()
    {
        _bench.Walkers.Decide = _ => Walkers.May with { Habit = new DomainHabit(TlsProofs.Tls, 412, Mail.Noon.AddDays(-1)) };
        _bench.Walkers.Deliver = (message, _) =>
        {
            var outcome = Mail.AtHost(message, Disposition.Delivered, Mail.Taken, Mail.Verified with { Proofs = TlsProofs.Tls });
            var broken = TlsFacts.Clear("the TLS handshake failed", TlsReason.HandshakeFailed);
            var first = outcome.Hosts[0] with { Tls = broken, Outcomes = [], IsCalledAgain = true };
            return Task.FromResult(outcome with { Hosts = [first, .. outcome.Hosts] });
        };

        await _bench.CarryAsync(Mail.Message());

        Assert.Equal(2, _bench.Ledger.Rows.Count);
        Assert.All(_bench.Ledger.Rows, row => Assert.False(row.Marks.HasFlag(LedgerMarks.Regression)));
        Assert.Empty(_bench.WatchLog.Lines);
    }

    [Fact]
    public async Task A_host_that_is_down_is_no_worse()
    {
        _bench.Walkers.Decide = _ => Walkers.May with { Habit = new DomainHabit(Good, 412, Mail.Noon.AddDays(-1)) };
        _bench.Walkers.Deliver = (message, _) => Task.FromResult(Mail.Down(message));

        await _bench.CarryAsync(Mail.Message());

        Assert.Empty(_bench.WatchLog.Lines);
        Assert.Equal(LedgerMarks.None, Assert.Single(_bench.Ledger.Rows).Marks);
    }
}
