using Gatepost.Spool;

namespace Gatepost.Dispatch;

/// <summary>
/// Who waits for which destination, and who is next. Each destination has a lane of its own, so that one that is slow or dead
/// holds up nobody else.
/// </summary>
/// <remarks>
/// <para>Some shares keep the peace, each measured against what is still free, so that something always is:</para>
/// <para>the lanes take turns; a lane may hold at most half of the attempts that are free, and a small part of the entries; and
/// all lanes together whose last attempt found nobody hold at most half of the attempts, among them those first for which
/// there is new mail.</para>
/// <para>Entries that were tried before hold at most half of what is in hand, and half of a lane: a million of them may be due at
/// once, and mail that is new finds room.</para>
/// <para>It waits for nothing and knows no clock: attempts are counted, not timed. Safe for many threads.</para>
/// </remarks>
internal sealed class Lanes(Func<LaneLimits> limits)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    private readonly HashSet<Lane> _waited = [];
    private readonly Queue<(Lane Lane, int Place)> _ready = new(), _readySuspects = new(), _readyWithNews = new();
    private int _running, _runningSuspects, _inHand, _triedInHand, _waiting;
    private long _clock, _suspectTurns;
    private bool _closed;

    /// <summary>
    /// Called, outside the lock, when the spool should be asked again: a destination or the whole has room once more.
    /// </summary>
    public event Action? Opened;

    /// <summary>How many more entries may be taken into our hands.</summary>
    public int Room
    {
        get { lock (_gate) return Room_NeedsLock; }
    }

    /// <summary>How many of them may have been tried before. A few at once, so that not each that ends asks the spool.</summary>
    public int RoomForTried
    {
        get { lock (_gate) return RoomForTried_NeedsLock; }
    }

    /// <summary>Attempts under way.</summary>
    public int Running
    {
        get { lock (_gate) return _running; }
    }

    /// <summary>Entries that wait for their turn.</summary>
    public int Waiting
    {
        get { lock (_gate) return _waiting; }
    }

    private int Room_NeedsLock => Math.Max(0, limits().InHand - _inHand);

    private int RoomForTried_NeedsLock
    {
        get
        {
            var room = limits().TriedInHand - _triedInHand;
            return room >= LaneLimits.TriedAtOnce ? Math.Min(room, Room_NeedsLock) : 0;
        }
    }

    private int WaitingLimit_NeedsLock => Math.Clamp(Room_NeedsLock / LaneLimits.LaneShare, 1, LaneLimits.WaitingPerLane);

    /// <summary>
    /// Destinations for which enough waits already. From now on <see cref="Opened"/> tells when one of them wants more.
    /// </summary>
    public FullLanes FindFull()
    {
        lock (_gate)
        {
            var full = new FullLanes([], []);
            var limit = WaitingLimit_NeedsLock;
            foreach (var lane in _waited)
            {
                lane.IsClosed = lane.Waiting.Count >= limit;
                lane.IsClosedToTried = lane.Waiting.Count >= TriedLimit(limit);
                if (lane.IsClosed) full.ForAll.Add(lane.Destination);
                if (lane.IsClosedToTried) full.ForTried.Add(lane.Destination);
            }

            return full;
        }
    }

    /// <summary>Takes an entry in hand; false: its destination has enough, it goes back to the spool.</summary>
    public bool TryAdd(Lease lease, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_closed) return false;
            var isTried = IsTried(lease);
            if (!_lanes.TryGetValue(lease.Message.Destination, out var lane))
                _lanes.Add(lease.Message.Destination, lane = new Lane(lease.Message.Destination, isTried));
            var limit = WaitingLimit_NeedsLock;
            if (lane.Waiting.Count >= (isTried ? TriedLimit(limit) : limit)) return false;
            lane.Waiting.Enqueue(new(lease, now));
            _waited.Add(lane);
            _inHand++;
            _waiting++;
            if (isTried) _triedInHand++;
            // The first that is new gives it a place before the others that were found dead.
            else if (lane.Fresh++ == 0 && lane.IsSuspect) lane.IsReady = false;
            MakeReady_NeedsLock(lane);
            return true;
        }
    }

    /// <summary>The next attempt to make, or null: nobody waits who may start.</summary>
    public LaneTurn? Start()
    {
        LaneTurn? turn = null;
        var opened = false;
        lock (_gate)
        {
            var most = limits().Running;
            if (!_closed && _running < most && FindLane_NeedsLock(most) is { } lane)
            {
                turn = new(lane, lane.Waiting.Dequeue(), _clock++);
                if (!IsTried(turn.Waiting.Lease)) lane.Fresh--;
                lane.Running++;
                _running++;
                _waiting--;
                if (lane.IsSuspect) _runningSuspects++;
                if (lane.Waiting.Count == 0) _waited.Remove(lane);
                opened = Reopens_NeedsLock(lane);
                MakeReady_NeedsLock(lane);
            }
        }

        if (opened) Opened?.Invoke();
        return turn;
    }

    /// <summary>The attempt has ended, and frees its place; what is still to be written down about it does not count. Where
    /// its destination is down, the entries that waited for it are returned: to be deferred without an attempt each.</summary>
    public IReadOnlyList<WaitingLease> End(LaneTurn turn, LaneEnd end)
    {
        WaitingLease[] stranded = [];
        lock (_gate)
        {
            var lane = turn.Lane;
            lane.Running--;
            _running--;
            var wasSuspect = lane.IsSuspect;
            if (end is LaneEnd.Reached) lane.Reached(_clock, limits().RunningPerLane);
            else if (end is LaneEnd.Missed && lane.Missed(turn.Began)) stranded = TakeWaiting_NeedsLock(lane);
            // All that still run in a lane count on the side on which the lane stands.
            if (wasSuspect) _runningSuspects -= lane.Running + 1;
            if (lane.IsSuspect) _runningSuspects += lane.Running;
            // It changed sides: its place among the others is no longer good.
            if (wasSuspect != lane.IsSuspect) lane.IsReady = false;
            MakeReady_NeedsLock(lane);
            Forget_NeedsLock(lane);
        }

        if (stranded.Length > 0) Opened?.Invoke();
        return stranded;
    }

    /// <summary>An entry has left our hands: written down, or given back.</summary>
    public void Leave(Lease lease)
    {
        bool opened;
        lock (_gate)
        {
            var (hadRoom, hadRoomForTried) = (Room_NeedsLock > 0, RoomForTried_NeedsLock > 0);
            _inHand--;
            if (IsTried(lease)) _triedInHand--;
            opened = !hadRoom || (!hadRoomForTried && RoomForTried_NeedsLock > 0);
        }

        if (opened) Opened?.Invoke();
    }

    /// <summary>Nothing starts any more; ends with what waited, to be given back to the spool.</summary>
    public IReadOnlyList<WaitingLease> Close()
    {
        lock (_gate)
        {
            _closed = true;
            return [.. _waited.ToArray().SelectMany(TakeWaiting_NeedsLock)];
        }
    }

    private Lane? FindLane_NeedsLock(int most)
    {
        // The suspects come second on every other turn, and only while they hold less than half of all attempts.
        var suspectsMayStart = _runningSuspects < Math.Max(1, most / 2);
        var suspectsFirst = (_clock & 1) == 1;
        return (suspectsFirst && suspectsMayStart ? FindSuspect_NeedsLock(most) : null)
            ?? FindIn_NeedsLock(_ready, most)
            ?? (suspectsMayStart ? FindSuspect_NeedsLock(most) : null);
    }

    // Most of them get nowhere; those for which there is new mail come first, three times of four.
    private Lane? FindSuspect_NeedsLock(int most)
    {
        var (first, second) = (++_suspectTurns & 3) == 0 ? (_readySuspects, _readyWithNews) : (_readyWithNews, _readySuspects);
        return FindIn_NeedsLock(first, most) ?? FindIn_NeedsLock(second, most);
    }

    private Lane? FindIn_NeedsLock(Queue<(Lane Lane, int Place)> queue, int most)
    {
        for (var left = queue.Count; left > 0; left--)
        {
            var (lane, place) = queue.Dequeue();
            if (!lane.IsReady || place != lane.Place) continue;
            lane.IsReady = false;
            if (lane.Waiting.Count == 0 || lane.Running >= lane.Window) continue;
            if (lane.Running == 0 || lane.Running <= (most - _running) / 2) return lane;
            MakeReady_NeedsLock(lane);
        }

        return null;
    }

    private void MakeReady_NeedsLock(Lane lane)
    {
        if (lane.IsReady || lane.Waiting.Count == 0 || lane.Running >= lane.Window) return;
        lane.IsReady = true;
        var queue = !lane.IsSuspect ? _ready : lane.Fresh > 0 ? _readyWithNews : _readySuspects;
        queue.Enqueue((lane, ++lane.Place));
    }

    private bool Reopens_NeedsLock(Lane lane)
    {
        var limit = WaitingLimit_NeedsLock;
        var opensToAll = lane.IsClosed && lane.Waiting.Count <= limit / 2;
        var opensToTried = lane.IsClosedToTried && lane.Waiting.Count <= TriedLimit(limit) / 2 && RoomForTried_NeedsLock > 0;
        if (opensToAll) lane.IsClosed = false;
        if (opensToTried) lane.IsClosedToTried = false;
        return opensToAll || opensToTried;
    }

    private static bool IsTried(Lease lease) => lease.Message.Attempts > 0;

    private static int TriedLimit(int limit) => Math.Max(1, limit / 2);

    private WaitingLease[] TakeWaiting_NeedsLock(Lane lane)
    {
        WaitingLease[] waiting = [.. lane.Waiting];
        lane.Waiting.Clear();
        (lane.IsClosed, lane.IsClosedToTried, lane.Fresh) = (false, false, 0);
        _waited.Remove(lane);
        _waiting -= waiting.Length;
        return waiting;
    }

    private void Forget_NeedsLock(Lane lane)
    {
        if (_lanes.Count > LaneLimits.KeptLanes && lane.Running == 0 && lane.Waiting.Count == 0) _lanes.Remove(lane.Destination);
    }
}
