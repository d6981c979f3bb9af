using CsCheck;
using Gatepost.Messages;
using Gatepost.Spool;
using Gatepost.Storage.Sqlite;

namespace Gatepost.Tests.Storage.Sqlite;

/// <summary>The schedule against a list that is searched from its beginning each time.</summary>
public sealed class SpoolScheduleTests
{
    private const long LeaseTime = 10;

    [Fact]
    public void Whatever_happens_the_schedule_leases_what_a_plain_list_would() =>
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 40], Gen.Int[0, 3]).List[1, 120].Sample(steps =>
        {
            var plain = new PlainSchedule();
            var schedule = new SpoolSchedule(cacheLimit: 0, static () => 0);
            foreach (var (action, number, destination) in steps) Step(plain, schedule, (action, number, $"d{destination}"));
            return schedule.Summarize(plain.Now) == plain.Summarize();
        }, iter: 2000);

    private static void Step(PlainSchedule plain, SpoolSchedule schedule, (int Action, int Number, string Destination) step)
    {
        var id = new QueueId((step.Number + 1L) << 10);
        var entry = plain.Entries.GetValueOrDefault(id);
        switch (step.Action)
        {
            case 0 when entry is null:
                plain.Entries.Add(id, new() { Destination = step.Destination, Due = plain.Now + (step.Number % 7) });
                schedule.Load(id, step.Destination, new(0, plain.Now + (step.Number % 7), false, false));
                break;
            case 1:
                plain.Advance(step.Number % 5);
                break;
            case 2:
                Lease(plain, schedule, (step.Number % 4) + 1, step.Destination);
                break;
            case 3 or 4 when entry?.Lease is { } lease:
                EndLease(plain, schedule, id, (step.Action, step.Number, lease));
                break;
            case 5 when entry is not null:
                Command(plain, schedule, id, (QueueAction)(step.Number % 3));
                break;
            case 6 when schedule.TryBeginDrop(id, out var dropping):
                Assert.Null(entry!.Lease);
                schedule.Remove(dropping);
                plain.Entries.Remove(id);
                break;
        }
    }

    private static void EndLease(
        PlainSchedule plain, SpoolSchedule schedule, QueueId id, (int Action, int Number, (long Token, long Until) Lease) step)
    {
        if (step.Action == 3)
        {
            var isTaken = schedule.TryBeginCompletion(id, step.Lease.Token, plain.Now, out var completing);
            Assert.Equal(step.Lease.Until > plain.Now, isTaken);
            if (isTaken) Complete(plain, schedule, id, (completing!, step.Number));
            return;
        }

        schedule.Release(id, step.Lease.Token, plain.Now);
        (plain.Entries[id].Lease, plain.Entries[id].Due) = (null, plain.Now);
    }

    private static void Command(PlainSchedule plain, SpoolSchedule schedule, QueueId id, QueueAction action)
    {
        schedule.Apply(id, action, plain.Now);
        var entry = plain.Entries[id];
        entry.IsHeld = action == QueueAction.Hold || (action == QueueAction.Retry && entry.IsHeld);
        if (entry.Lease is null && action != QueueAction.Hold) entry.Due = plain.Now;
    }

    private static void Lease(PlainSchedule plain, SpoolSchedule schedule, int max, string except)
    {
        plain.EndRunOut();
        var none = new HashSet<string> { except };
        var due = plain.Due().Where(pair => pair.Value.Destination != except).ToList();
        var until = DateTimeOffset.FromUnixTimeMilliseconds(plain.Now + LeaseTime);
        var request = new LeaseRequest("test", until, max, none);
        var leases = schedule.Lease(request, plain.Now);

        Assert.Equal(Math.Min(max, due.Count), leases.Count);
        var (fresh, tried) = (Taken(false), Taken(true));
        // They take turns, until nothing is left of one.
        var (allFresh, allTried) = (due.Count(static pair => !pair.Value.IsTried), due.Count(static pair => pair.Value.IsTried));
        Assert.True(fresh >= tried || fresh == allFresh);
        Assert.True(tried >= fresh - 1 || tried == allTried);
        foreach (var lease in leases) plain.Entries[lease.Entry.Id].Lease = (lease.Token, plain.Now + LeaseTime);
        Assert.Equal(plain.NextDue(except), schedule.NextDue(request));

        // Each destination's in order, and no destination twice before each has had its turn.
        int Taken(bool isTried)
        {
            var taken = leases.Where(lease => lease.Entry.IsTried == isTried).ToList();
            var wanted = due.Where(pair => pair.Value.IsTried == isTried).ToList();
            foreach (var group in taken.GroupBy(static lease => lease.Entry.Destination.Name))
            {
                var expected = wanted.Where(pair => pair.Value.Destination == group.Key).Select(static pair => pair.Key);
                Assert.Equal(expected.Take(group.Count()), group.Select(static lease => lease.Entry.Id));
            }

            var destinations = wanted.Select(static pair => pair.Value.Destination).Distinct().Count();
            var served = taken.Select(static lease => lease.Entry.Destination.Name).Distinct().Count();
            Assert.Equal(Math.Min(taken.Count, destinations), served);
            return taken.Count;
        }
    }

    private static void Complete(
        PlainSchedule plain, SpoolSchedule schedule, QueueId id, (ScheduledEntry Entry, int Choice) completing)
    {
        var entry = plain.Entries[id];
        switch (completing.Choice % 3)
        {
            case 0:
                schedule.Remove(completing.Entry);
                plain.Entries.Remove(id);
                break;
            case 1:
                schedule.RevertCompletion(completing.Entry);
                break;
            default:
                schedule.Defer(completing.Entry, plain.Now + 3, hold: completing.Choice % 2 == 0);
                entry.IsTried = true;
                (entry.Lease, entry.Due, entry.IsHeld) = (null, plain.Now + 3, entry.IsHeld || completing.Choice % 2 == 0);
                break;
        }
    }
}
