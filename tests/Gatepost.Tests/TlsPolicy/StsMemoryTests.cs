using Gatepost.Protocols.MtaSts;
using Gatepost.TlsPolicy.Sts;

namespace Gatepost.Tests.TlsPolicy;

/// <summary>Which policy is in force, whatever an attacker suppresses, and whatever breaks by itself.</summary>
public sealed class StsMemoryTests
{
    private readonly StsLab _lab = new();

    private async Task LearnAsync(string mode = "enforce", long maxAge = 604_800)
    {
        _lab.Publish("x.test", "v=STSv1; id=1;");
        _lab.Policies.Serve("x.test", mode, maxAge, "old.test");
        await _lab.FindAsync();
    }

    private static void IsOld(StsAnswer? answer) => Assert.Equal(["old.test"], answer?.Policy?.Mx ?? []);

    [Fact]
    public async Task A_domain_that_publishes_nothing_is_not_fetched_from()
    {
        _lab.Zones.Replace("x.test MX 10 a.test");

        Assert.Null(await _lab.FindAsync());
        Assert.Empty(_lab.Policies.Fetched);
    }

    [Fact]
    [Trait("Statement", "STS-01")]
    public async Task The_record_may_be_an_alias()
    {
        _lab.Zones.Replace("_mta-sts.x.test CNAME sts.provider.test\nsts.provider.test TXT v=STSv1; id=1;");
        _lab.Policies.Serve("x.test", "enforce", "a.test");

        Assert.Equal(StsMode.Enforce, (await _lab.FindAsync())!.Policy!.Mode);
        Assert.Equal(["_mta-sts.x.test TXT"], _lab.Zones.Questions);
    }

    [Fact]
    [Trait("Statement", "STS-14")]
    public async Task What_was_fetched_is_fetched_again_only_when_its_id_changes_and_survives_a_restart()
    {
        await LearnAsync();
        _lab.Restart();
        var known = await _lab.FindAsync();
        _lab.Publish("x.test", "v=STSv1; id=2;");
        _lab.Policies.Serve("x.test", "enforce", "new.test");
        var renewed = await _lab.FindAsync();

        IsOld(known);
        Assert.Equal(["new.test"], renewed!.Policy!.Mx);
        Assert.Equal(2, _lab.Policies.Fetched.Count);
    }

    [Theory]
    [Trait("Statement", "STS-04")]
    [InlineData("x.test MX 10 a.test", "its record is gone")]
    [InlineData("_mta-sts.x.test TXT v=STSv1; id=2;\n_mta-sts.x.test TXT v=STSv1; id=3;", "its record cannot be used: Several")]
    [InlineData("_mta-sts.x.test TXT v=STSv1; id=;", "its record cannot be used")]
    [InlineData("_mta-sts.x.test ANY servfail", "the look-up of _mta-sts.x.test TXT failed")]
    [InlineData("_mta-sts.x.test ANY timeout", "the look-up of _mta-sts.x.test TXT failed")]
    public async Task A_kept_policy_holds_when_the_record_is_gone_broken_or_not_to_be_had(string zones, string why)
    {
        await LearnAsync();
        _lab.Zones.Replace(zones);

        var answer = await _lab.FindAsync();

        IsOld(answer);
        Assert.Contains(why, answer!.Words);
        Assert.Single(_lab.Policies.Fetched);
    }

    [Theory]
    [Trait("Statement", "STS-14")]
    [InlineData(nameof(StsFetchProblem.FetchError), "it answered 404")]
    [InlineData(nameof(StsFetchProblem.FetchError), "no answer within 60 seconds")]
    [InlineData(nameof(StsFetchProblem.Invalid), "it is no policy: UnknownKey")]
    [InlineData(nameof(StsFetchProblem.WebPkiInvalid), "the certificate has expired")]
    public async Task A_kept_policy_holds_when_that_of_a_new_id_cannot_be_had(string problem, string words)
    {
        await LearnAsync();
        _lab.Publish("x.test", "v=STSv1; id=2;");
        _lab.Policies.Fail("x.test", Enum.Parse<StsFetchProblem>(problem), words);

        var answer = await _lab.FindAsync();

        IsOld(answer);
        Assert.Contains($"the policy of id 2 could not be had: {words}", answer!.Words);
    }

    [Fact]
    public async Task A_kept_policy_ends_with_its_max_age()
    {
        await LearnAsync(maxAge: 3600);
        _lab.Zones.Replace("x.test MX 10 a.test");
        _lab.Time.Advance(TimeSpan.FromSeconds(3599));
        var before = await _lab.FindAsync();
        _lab.Time.Advance(TimeSpan.FromSeconds(1));

        IsOld(before);
        Assert.Null(await _lab.FindAsync());
    }

    [Fact]
    public async Task A_max_age_of_nothing_holds_for_the_message_that_fetched_it()
    {
        await LearnAsync(maxAge: 0);
        var again = await _lab.FindAsync();

        Assert.Equal(StsMode.Enforce, again!.Policy!.Mode);
        Assert.Equal(2, _lab.Policies.Fetched.Count);
    }

    [Fact]
    [Trait("Statement", "STS-13")]
    public async Task Where_nothing_is_kept_and_the_policy_cannot_be_had_there_is_none_but_it_is_told()
    {
        _lab.Publish("x.test", "v=STSv1; id=7;");
        _lab.Policies.Fail("x.test");

        var answer = await _lab.FindAsync();

        Assert.Null(answer!.Policy);
        Assert.Equal("the policy of id 7 could not be had: it answered 404", answer.Words);
    }

    [Fact]
    [Trait("Statement", "STS-12")]
    public async Task After_a_failed_fetch_the_same_id_rests_for_five_minutes_and_another_does_not()
    {
        _lab.Publish("x.test", "v=STSv1; id=7;");
        _lab.Policies.Fail("x.test");
        await _lab.FindAsync();
        await _lab.FindAsync();
        Assert.Single(_lab.Policies.Fetched);

        _lab.Publish("x.test", "v=STSv1; id=8;");
        await _lab.FindAsync();
        Assert.Equal(2, _lab.Policies.Fetched.Count);

        _lab.Time.Advance(TimeSpan.FromSeconds(299));
        await _lab.FindAsync();
        Assert.Equal(2, _lab.Policies.Fetched.Count);
        _lab.Time.Advance(TimeSpan.FromSeconds(1));
        await _lab.FindAsync();
        Assert.Equal(3, _lab.Policies.Fetched.Count);
    }

    [Fact]
    public async Task Many_messages_at_once_fetch_once_and_one_that_gives_up_takes_it_from_nobody()
    {
        var until = new TaskCompletionSource();
        _lab.Policies.Until = until.Task;
        _lab.Publish("x.test", "v=STSv1; id=1;");
        _lab.Policies.Serve("x.test", "enforce", "a.test");
        using var impatient = new CancellationTokenSource();
        var lost = _lab.Memory.FindAsync("x.test", impatient.Token);
        Task<StsAnswer?>[] waiting = [.. Enumerable.Range(0, 20).Select(_ => _lab.FindAsync())];

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lost);
        until.SetResult();

        Assert.All(await Task.WhenAll(waiting), answer => Assert.Equal(StsMode.Enforce, answer!.Policy!.Mode));
        Assert.Single(_lab.Policies.Fetched);
    }

    [Fact]
    [Trait("Statement", "STS-26")]
    public async Task Mode_none_is_kept_and_takes_the_place_of_what_was_enforced()
    {
        await LearnAsync();
        _lab.Publish("x.test", "v=STSv1; id=2;");
        _lab.Policies.Serve("x.test", "none", 86_400);
        await _lab.FindAsync();
        _lab.Zones.Replace("x.test MX 10 a.test"); // then the record goes, and the host

        Assert.Equal(StsMode.None, (await _lab.FindAsync())!.Policy!.Mode);
    }

    [Fact]
    public async Task A_subdomain_inherits_nothing()
    {
        await LearnAsync();

        Assert.Null(await _lab.FindAsync("a.x.test"));
    }

    [Fact]
    public async Task A_disk_that_fails_costs_the_memory_and_not_the_policy()
    {
        _lab.Store.IsBroken = true;
        await LearnAsync();

        IsOld(await _lab.FindAsync());
        Assert.Contains(_lab.MemoryLog.Lines, line => line.StartsWith("Warning: what is remembered of x.test", StringComparison.Ordinal));
        Assert.Contains(_lab.FetchesLog.Lines, line => line.StartsWith("Warning: the policy of x.test", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Statement", "STS-15")]
    public async Task Once_a_day_a_kept_policy_is_fetched_anew_though_its_record_is_gone()
    {
        await LearnAsync();
        _lab.Zones.Replace("x.test MX 10 a.test");
        await _lab.Refresher.GoRoundAsync(TestContext.Current.CancellationToken);
        Assert.Single(_lab.Policies.Fetched); // not yet

        for (var day = 0; day < 30; day++)
        {
            _lab.Time.Advance(TimeSpan.FromDays(1));
            await _lab.Refresher.GoRoundAsync(TestContext.Current.CancellationToken);
        }

        IsOld(await _lab.FindAsync()); // after four times its max_age
        Assert.Equal(31, _lab.Policies.Fetched.Count);
    }

    [Fact]
    [Trait("Statement", "STS-15")]
    public async Task What_cannot_be_fetched_anew_is_told_and_stays_until_it_ends()
    {
        await LearnAsync();
        _lab.Policies.Fail("x.test");
        _lab.Time.Advance(TimeSpan.FromDays(1));
        await _lab.Refresher.GoRoundAsync(TestContext.Current.CancellationToken);
        await _lab.Refresher.GoRoundAsync(TestContext.Current.CancellationToken);

        IsOld(await _lab.FindAsync());
        Assert.Equal(2, _lab.Policies.Fetched.Count);
        Assert.StartsWith("Warning: the policy of x.test (MTA-STS) could not be fetched anew: it answered 404; the kept one holds until "
            + "2026-06-08 12:00Z", Assert.Single(_lab.RefresherLog.Lines));

        _lab.Time.Advance(TimeSpan.FromDays(7));
        await _lab.Refresher.GoRoundAsync(TestContext.Current.CancellationToken);
        Assert.Null(await _lab.Store.FindAsync("x.test", TestContext.Current.CancellationToken));
    }

    [Fact]
    [Trait("Statement", "STS-15")]
    public async Task A_policy_of_mode_none_ends_in_silence()
    {
        await LearnAsync("none");
        _lab.Policies.Fail("x.test");
        _lab.Time.Advance(TimeSpan.FromDays(1));

        await _lab.Refresher.GoRoundAsync(TestContext.Current.CancellationToken);

        Assert.Empty(_lab.RefresherLog.Lines);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_ends_the_rest_after_a_failed_fetch_no_later()
    {
        _lab.Publish("x.test", "v=STSv1; id=7;");
        _lab.Policies.Fail("x.test");
        _lab.Time.Jump(TimeSpan.FromDays(365));
        await _lab.FindAsync();
        _lab.Time.Jump(TimeSpan.FromDays(-365));

        _lab.Time.Advance(TimeSpan.FromMinutes(5));
        await _lab.FindAsync();

        Assert.Equal(2, _lab.Policies.Fetched.Count);
    }

    [Fact]
    public async Task What_seems_expired_to_a_clock_that_jumped_is_not_forgotten()
    {
        await LearnAsync();
        _lab.Policies.Fail("x.test");
        _lab.Time.Advance(TimeSpan.FromHours(2));
        _lab.Time.Jump(TimeSpan.FromDays(365));
        await _lab.Refresher.GoRoundAsync(TestContext.Current.CancellationToken);
        _lab.Time.Jump(TimeSpan.FromDays(-365));

        IsOld(await _lab.FindAsync());
    }

    [Fact]
    public async Task What_was_fetched_by_a_clock_that_was_ahead_is_fetched_anew_at_once_and_else_ages_from_now_on()
    {
        _lab.Time.Jump(TimeSpan.FromDays(365));
        await LearnAsync();
        _lab.Time.Jump(TimeSpan.FromDays(-365));
        _lab.Policies.Fail("x.test");

        await _lab.Refresher.GoRoundAsync(TestContext.Current.CancellationToken);
        await _lab.Refresher.GoRoundAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, _lab.Policies.Fetched.Count);
        var kept = await _lab.Store.FindAsync("x.test", TestContext.Current.CancellationToken);
        Assert.Equal(_lab.Time.GetUtcNow(), kept!.FetchedAt);
    }
}
