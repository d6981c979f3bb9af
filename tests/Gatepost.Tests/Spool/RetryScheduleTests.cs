using CsCheck;
using Gatepost.Configuration;
using Gatepost.Spool;

namespace Gatepost.Tests.Spool;

public sealed class RetryScheduleTests
{
    private static readonly DateTimeOffset Arrived = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);
    private static readonly RetrySchedule Schedule = new(new QueueConfig());

    [Theory]
    [Trait("Statement", "SMTP-03")]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(3, 20)]
    [InlineData(4, 40)]
    [InlineData(5, 60)]
    [InlineData(6, 60)]
    [InlineData(100, 60)]
    public void Waits_grow_to_an_hour_and_stay_there(int attempts, int minutes)
    {
        var now = Arrived.AddMinutes(1);
        Assert.Equal(now.AddMinutes(minutes), Schedule.NextAttempt(Arrived, attempts, now, chance: 0.5));
        Assert.Equal(now.AddMinutes(minutes * 0.9), Schedule.NextAttempt(Arrived, attempts, now, chance: 0));
        Assert.Equal(now.AddMinutes(minutes * 1.1), Schedule.NextAttempt(Arrived, attempts, now, chance: 1));
    }

    [Fact]
    [Trait("Statement", "SMTP-03")]
    public void The_last_attempt_is_made_when_the_lifetime_ends_and_then_no_more()
    {
        var end = Arrived.AddDays(5);
        Assert.Equal(end, Schedule.ExpiresAt(Arrived));
        Assert.Equal(end, Schedule.NextAttempt(Arrived, 100, end.AddMinutes(-1), 0.5));
        Assert.Null(Schedule.NextAttempt(Arrived, 101, end, 0.5));
        Assert.Null(Schedule.NextAttempt(Arrived, 101, end.AddDays(1), 0.5));
    }

    [Fact]
    public void The_sender_is_told_of_a_delay_once_after_four_hours()
    {
        Assert.False(Schedule.IsDelayNoticeDue(Arrived, isNotified: false, Arrived.AddHours(4).AddSeconds(-1)));
        Assert.True(Schedule.IsDelayNoticeDue(Arrived, isNotified: false, Arrived.AddHours(4)));
        Assert.False(Schedule.IsDelayNoticeDue(Arrived, isNotified: true, Arrived.AddHours(9)));
        var never = new RetrySchedule(new QueueConfig { DelayNotice = null });
        Assert.False(never.IsDelayNoticeDue(Arrived, isNotified: false, Arrived.AddHours(9)));
    }

    [Fact]
    public void While_the_clock_is_not_to_be_believed_nothing_is_given_up_and_nobody_told()
    {
        var doubtful = new RetrySchedule(new QueueConfig(), default);
        var later = Arrived.AddDays(365);
        Assert.Equal(later.AddHours(1), doubtful.NextAttempt(Arrived, 7, later, 0.5));
        Assert.False(doubtful.IsDelayNoticeDue(Arrived, isNotified: false, later));
        Assert.False(doubtful.IsPolicyNoticeDue(Arrived, later));
    }

    [Fact]
    public void What_came_while_the_clock_was_a_year_ahead_is_given_up_after_as_many_attempts_as_ten_days_take()
    {
        var now = Arrived.AddDays(-360);
        Assert.NotNull(Schedule.NextAttempt(Arrived, 240, now, 0.5));
        Assert.Null(Schedule.NextAttempt(Arrived, 243, now, 0.5));
    }

    [Fact]
    public void Without_configured_waits_it_is_hourly() => Assert.Equal(
        Arrived.AddHours(1), new RetrySchedule(new QueueConfig { Retry = [] }).NextAttempt(Arrived, 1, Arrived, 0.5));

    [Fact]
    [Trait("Statement", "SMTP-03")]
    public void Whatever_the_chance_the_next_attempt_is_later_and_within_the_lifetime() =>
        Gen.Select(Gen.Int[1, 200], Gen.Double[0, 1], Gen.Int[0, 5 * 24 * 60]).Sample((attempts, chance, minutes) =>
        {
            var now = Arrived.AddMinutes(minutes);
            var next = Schedule.NextAttempt(Arrived, attempts, now, chance);
            return now >= Arrived.AddDays(5) ? next is null : next > now && next <= Arrived.AddDays(5);
        });
}
