using Gatepost.Spool;

namespace Gatepost.Dispatch;

/// <summary>
/// Who waits for which destination, and who is next. Each destination has a lane of its own, so that one that is slow or dead
/// holds up nobody else.
/// </summary>
/// <remarks>
/// <para>Three shares keep the peace, each measured against what is still free, so that something always is:</para>
/// <para>the lanes take turns; a lane may hold at most half of the attempts that are free, and a small part of the entries; and
/// all lanes together whose last attempt found nobody hold at most half of the attempts.</para>
/// <para>It waits for nothing and knows no clock: attempts are counted, not timed. Safe for many threads.</para>
/// </remarks>
internal sealed class Lanes(Func<LaneLimits> limits)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    private readonly HashSet<Lane> _waited = [];
    private readonly Queue<(Lane Lane, int Place)> _ready = new(), _readySuspects = new();
    private int _running, _runningSuspects, _inHand, _waiting;
    private long _clock;
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

    private int WaitingLimit_NeedsLock => Math.Clamp(Room_NeedsLock / LaneLimits.LaneShare, 1, LaneLimits.WaitingPerLane);

    /// <summary>
    /// Destinations for which enough waits already. From now on <see cref="Opened"/> tells when one of them wants more.
    /// </summary>
    public IReadOnlySet<string> FindFull()
    {
        lock (_gate)
        {
            var full = new HashSet<string>(StringComparer.Ordinal);
            var limit = WaitingLimit_NeedsLock;
            foreach (var lane in _waited)
            {
                lane.IsClosed = lane.Waiting.Count >= limit;
                if (lane.IsClosed) full.Add(lane.Destination);
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
            if (!_lanes.TryGetValue(lease.Message.Destination, out var lane))
                _lanes.Add(lease.Message.Destination, lane = new Lane(lease.Message.Destination));
            if (lane.Waiting.Count >= WaitingLimit_NeedsLock) return false;
            lane.Waiting.Enqueue(new(lease, now));
            _waited.Add(lane);
            _inHand++;
            _waiting++;
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
    public void Leave()
    {
        bool opened;
        lock (_gate)
        {
            opened = Room_NeedsLock == 0;
            _inHand--;
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
        return (suspectsFirst && suspectsMayStart ? FindIn_NeedsLock(_readySuspects, most) : null)
            ?? FindIn_NeedsLock(_ready, most)
            ?? (suspectsMayStart ? FindIn_NeedsLock(_readySuspects, most) : null);
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
        (lane.IsSuspect ? _readySuspects : _ready).Enqueue((lane, ++lane.Place));
    }

    private bool Reopens_NeedsLock(Lane lane)
    {
        if (!lane.IsClosed || lane.Waiting.Count > WaitingLimit_NeedsLock / 2) return false;
        lane.IsClosed = false;
        return true;
    }

    private WaitingLease[] TakeWaiting_NeedsLock(Lane lane)
    {
        WaitingLease[] waiting = [.. lane.Waiting];
        lane.Waiting.Clear();
        lane.IsClosed = false;
        _waited.Remove(lane);
        _waiting -= waiting.Length;
        return waiting;
    }

    private void Forget_NeedsLock(Lane lane)
    {
        if (_lanes.Count > LaneLimits.KeptLanes && lane.Running == 0 && lane.Waiting.Count == 0) _lanes.Remove(lane.Destination);
    }
}
