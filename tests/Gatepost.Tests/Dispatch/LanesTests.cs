using CsCheck;
using Gatepost.Dispatch;
using Gatepost.Spool;

namespace Gatepost.Tests.Dispatch;

public class LanesTests
{
    private long _number = 1;

    private Lease LeaseFor(string destination) => new(Mail.Message(_number++, Mail.To("user@" + destination)), 1);

    private void Add(Lanes lanes, string destination, int count = 1)
    {
        for (var i = 0; i < count; i++) Assert.True(lanes.TryAdd(LeaseFor(destination), Mail.Noon));
    }

    private Lease TriedFor(string destination)
    {
        var lease = LeaseFor(destination);
        return lease with { Message = lease.Message with { Attempts = 1 } };
    }

    private void AddTried(Lanes lanes, string destination, int count = 1)
    {
        for (var i = 0; i < count; i++) Assert.True(lanes.TryAdd(TriedFor(destination), Mail.Noon));
    }

    private static Lanes LanesOf(int running = 100, int perLane = 20) => new(() => new(running, perLane));

    private static List<LaneTurn> StartAll(Lanes lanes)
    {
        var turns = new List<LaneTurn>();
        while (lanes.Start() is { } turn) turns.Add(turn);
        return turns;
    }

    private static void EndAll(Lanes lanes, IEnumerable<LaneTurn> turns, LaneEnd end)
    {
        foreach (var turn in turns)
        {
            lanes.End(turn, end);
            lanes.Leave(turn.Waiting.Lease);
        }
    }

    [Fact]
    public void A_destination_begins_small_grows_with_each_success_and_stops_at_its_limit()
    {
        var lanes = LanesOf(perLane: 12);
        var widths = new List<int>();
        for (var round = 0; round < 4; round++)
        {
            Add(lanes, "x.test", 30 - lanes.Waiting);
            var turns = StartAll(lanes);
            widths.Add(turns.Count);
            EndAll(lanes, turns, LaneEnd.Reached);
        }

        Assert.Equal([Lane.FirstWindow, 10, 12, 12], widths);
    }

    [Fact]
    public void It_shrinks_by_half_when_one_of_many_finds_nobody_and_the_others_wait_on()
    {
        var lanes = LanesOf();
        Add(lanes, "x.test", 40);
        var turns = StartAll(lanes);
        EndAll(lanes, turns, LaneEnd.Reached);
        turns = StartAll(lanes);
        Assert.Equal(10, turns.Count);

        // Nine get through while one is told that they are too many.
        EndAll(lanes, turns[1..], LaneEnd.Reached);
        var stranded = lanes.End(turns[0], LaneEnd.Missed);

        Assert.Empty(stranded);
        Assert.Equal(9, StartAll(lanes).Count);
    }

    [Fact]
    public void When_the_last_one_under_way_finds_nobody_the_destination_is_down_and_its_waiting_ones_come_back()
    {
        var lanes = LanesOf();
        Add(lanes, "dead.test", 8);
        var turns = StartAll(lanes);
        Assert.Equal(5, turns.Count);

        foreach (var turn in turns[..4]) Assert.Empty(lanes.End(turn, LaneEnd.Missed));
        var stranded = lanes.End(turns[4], LaneEnd.Missed);

        Assert.Equal(3, stranded.Count);
        Assert.Equal(0, lanes.Waiting);
        // What comes later is probed by one attempt at a time.
        Add(lanes, "dead.test", 4);
        Assert.Single(StartAll(lanes));
    }

    [Fact]
    public void A_fault_of_ours_says_nothing_about_the_destination()
    {
        var lanes = LanesOf();
        Add(lanes, "x.test", 6);
        foreach (var turn in StartAll(lanes)) Assert.Empty(lanes.End(turn, LaneEnd.Unknown));

        Assert.Single(StartAll(lanes));
    }

    [Fact]
    public void Destinations_take_turns_and_leave_a_place_for_a_newcomer()
    {
        var lanes = LanesOf(running: 4);
        Add(lanes, "a.test", 10);
        Add(lanes, "b.test", 10);
        Add(lanes, "c.test", 1);

        Assert.Equal(["a.test", "b.test", "c.test"], StartAll(lanes).Select(t => t.Lane.Destination));
        Add(lanes, "d.test", 1);
        Assert.Equal("d.test", lanes.Start()?.Lane.Destination);
    }

    [Fact]
    public void Slow_destinations_never_hold_all_places_so_a_new_one_starts_at_once()
    {
        var lanes = LanesOf(running: 40);
        // Thirty destinations that are so slow that nothing ever ends.
        for (var i = 0; i < 30; i++) Add(lanes, $"slow{i}.test", 20);
        StartAll(lanes);
        Assert.InRange(lanes.Running, 30, 39);

        Add(lanes, "quick.test");

        Assert.Equal("quick.test", lanes.Start()?.Lane.Destination);
    }

    [Fact]
    public void Destinations_that_were_found_dead_hold_at_most_half_of_the_places()
    {
        var lanes = LanesOf(running: 20);
        for (var i = 0; i < 20; i++)
        {
            Add(lanes, $"dead{i}.test");
            EndAll(lanes, StartAll(lanes), LaneEnd.Missed);
        }

        for (var i = 0; i < 20; i++) Add(lanes, $"dead{i}.test", 2);
        Assert.Equal(10, StartAll(lanes).Count);
        for (var i = 0; i < 10; i++) Add(lanes, $"alive{i}.test");
        Assert.Equal(10, StartAll(lanes).Count(t => t.Lane.Destination.StartsWith("alive", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_destination_that_came_back_to_life_while_it_waited_among_the_dead_is_found_there()
    {
        var lanes = LanesOf();
        Add(lanes, "x.test", 5);
        EndAll(lanes, StartAll(lanes), LaneEnd.Reached);
        Add(lanes, "x.test", 3);
        var turns = StartAll(lanes);
        lanes.End(turns[0], LaneEnd.Missed);
        Add(lanes, "x.test", 5);
        lanes.End(turns[1], LaneEnd.Reached);

        Assert.NotNull(lanes.Start());
    }

    [Fact]
    public void The_spool_is_asked_for_no_more_of_a_destination_that_has_enough_until_it_has_drained()
    {
        var lanes = LanesOf(perLane: 1);
        var opened = 0;
        lanes.Opened += () => opened++;
        var lease = LeaseFor("x.test");
        while (lanes.TryAdd(lease, Mail.Noon)) lease = LeaseFor("x.test");
        Add(lanes, "y.test");

        Assert.InRange(lanes.Waiting, 20, LaneLimits.WaitingPerLane + 1);
        Assert.Equal(["x.test"], lanes.FindFull().ForAll);
        while (lanes.Waiting > 10) EndAll(lanes, StartAll(lanes), LaneEnd.Reached);
        Assert.True(opened > 0);
        Assert.Empty(lanes.FindFull().ForAll);
    }

    [Fact]
    public void However_many_destinations_fill_up_there_is_room_for_one_more()
    {
        var lanes = LanesOf(running: 10);
        for (var i = 0; i < 250; i++)
            for (var j = 0; j < 100; j++)
                if (!lanes.TryAdd(LeaseFor($"slow{i}.test"), Mail.Noon)) break;

        Assert.InRange(lanes.Room, 1, 1000);
        Assert.True(lanes.TryAdd(LeaseFor("quick.test"), Mail.Noon));
    }

    [Fact]
    public void A_destination_of_which_only_deferred_mail_is_known_counts_as_dead_until_it_is_reached()
    {
        var lanes = LanesOf(running: 20);
        for (var i = 0; i < 40; i++) AddTried(lanes, $"dead{i}.test", 5);

        Assert.Equal(10, StartAll(lanes).Count);
        Add(lanes, "alive.test");
        Assert.Equal("alive.test", lanes.Start()?.Lane.Destination);
    }

    [Fact]
    public void Among_the_dead_those_for_which_there_is_new_mail_come_first()
    {
        var lanes = LanesOf(running: 20);
        for (var i = 0; i < 500; i++) AddTried(lanes, $"dead{i}.test");
        AddTried(lanes, "back.test");
        var turns = StartAll(lanes);
        Add(lanes, "back.test");

        var tries = 0;
        for (var isFound = false; !isFound; tries++)
        {
            EndAll(lanes, turns, LaneEnd.Missed);
            turns = StartAll(lanes);
            isFound = turns.Exists(static turn => turn.Lane.Destination == "back.test");
        }

        Assert.Equal(1, tries);
    }

    [Fact]
    public void What_was_tried_before_leaves_room_for_what_is_new()
    {
        var lanes = LanesOf(running: 10);
        var opened = 0;
        lanes.Opened += () => opened++;
        var number = 0;
        while (lanes.RoomForTried > 0) AddTried(lanes, $"old{number++}.test");

        Assert.InRange(number, 500, 1005);
        Assert.InRange(lanes.Room, 1000, 1505);
        for (var i = 0; i < 900; i++) Add(lanes, $"new{i}.test");
        // It opens for the old ones again, some at a time.
        var asked = opened;
        while (lanes.RoomForTried == 0) EndAll(lanes, StartAll(lanes), LaneEnd.Missed);
        Assert.True(opened > asked);
    }

    [Fact]
    public void A_lane_that_is_full_of_what_was_tried_before_takes_what_is_new()
    {
        var lanes = LanesOf(perLane: 1);
        var lease = TriedFor("x.test");
        while (lanes.TryAdd(lease, Mail.Noon)) lease = TriedFor("x.test");

        var full = lanes.FindFull();
        Assert.Equal((0, 1), (full.ForAll.Count, full.ForTried.Count));
        Assert.True(lanes.TryAdd(LeaseFor("x.test"), Mail.Noon));
    }

    [Fact]
    public void After_the_close_nothing_starts_and_all_that_waits_is_given_back()
    {
        var lanes = LanesOf();
        Add(lanes, "a.test", 7);
        Add(lanes, "b.test", 3);
        StartAll(lanes);
        Add(lanes, "a.test", 2);

        Assert.Equal(4, lanes.Close().Count);
        Assert.Null(lanes.Start());
        Assert.False(lanes.TryAdd(LeaseFor("c.test"), Mail.Noon));
    }

    /// <summary>Whatever comes and ends in whatever order: the counts hold, nothing is lost, and nobody starves.</summary>
    [Fact]
    public void No_order_of_events_loses_an_entry_or_breaks_a_limit() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 4]).Array[0, 400].Sample(events =>
        {
            var lanes = LanesOf(running: 8, perLane: 3);
            var running = new List<LaneTurn>();
            var (added, left) = (0, 0);
            foreach (var (what, which) in events)
            {
                if (what <= 2 && lanes.TryAdd(LeaseFor($"d{which}.test"), Mail.Noon)) added++;
                else if (what == 3 && lanes.Start() is { } turn) running.Add(turn);
                else if (what >= 4 && running.Count > 0)
                {
                    var ended = running[which % running.Count];
                    running.Remove(ended);
                    left += 1 + lanes.End(ended, (LaneEnd)(which % 3)).Count;
                }

                Assert.InRange(lanes.Running, 0, 8);
                Assert.Equal(added, lanes.Waiting + lanes.Running + left);
            }

            // To the end: what is alive is carried, all of it.
            while (running.Count > 0 || lanes.Waiting > 0)
            {
                running.AddRange(StartAll(lanes));
                Assert.NotEmpty(running);
                foreach (var turn in running) left += 1 + lanes.End(turn, LaneEnd.Reached).Count;
                running.Clear();
            }

            Assert.Equal((added, 0, 0), (left, lanes.Running, lanes.Waiting));
        }, iter: 600);
}
