using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gatepost.Configuration;

namespace Gatepost.Inbound.Connections;

/// <summary>
/// Counts sessions, in all and by address, and says whether one more may begin. Its memory is bounded: addresses without an open
/// session are forgotten when their minute is over, and at once where the table is full.
/// </summary>
internal sealed class Admission(TimeProvider time)
{
    /// <summary>Addresses remembered at most, apart from those with open sessions.</summary>
    public const int MaxAddresses = 50_000;

    /// <summary>Refusals of one address that are answered within a minute; each costs a reply.</summary>
    public const int AnsweredRefusals = 300;

    /// <summary>
    /// New sessions within a minute up to which an address may have the place of one that waits, where all are taken.
    /// </summary>
    public const int ModestSessions = 10;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<AddressBlock, Count> _counts = [];
    private int _open;

    private record struct Count(int Open, int New, int Refused, long WindowStart);

    /// <summary>The open sessions, as far as they wait.</summary>
    public WaitingClients Waiting { get; } = new();

    /// <summary>Sessions that are open now.</summary>
    public int Open
    {
        get
        {
            lock (_lock) return _open;
        }
    }

    /// <summary>Addresses that are remembered now.</summary>
    public int Addresses
    {
        get
        {
            lock (_lock) return _counts.Count;
        }
    }

    /// <summary>Counts a new session. Where it is admitted, <see cref="Leave"/> is due when it ends.</summary>
    public AdmissionVerdict Enter(IPAddress address, LimitsConfig limits)
    {
        var now = time.GetTimestamp();
        Wire? givesWay = null;
        lock (_lock)
        {
            if (_counts.Count >= MaxAddresses) ForgetIdle_NeedsLock(now);
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, AddressBlock.Of(address), out var known);
            if (!known || time.GetElapsedTime(count.WindowStart, now) >= Window)
                (count.New, count.Refused, count.WindowStart) = (0, 0, now);
            var verdict = Judge_NeedsLock(count, limits);
            if (verdict is AdmissionVerdict.TooManySessions && count.New < ModestSessions)
                givesWay = Waiting.TakeLongest(Math.Max(1, limits.Sessions / 10));
            if (count.New < limits.NewSessionsPerMinute) count.New++;
            if (verdict is not AdmissionVerdict.Admitted && givesWay is null)
                return ++count.Refused > AnsweredRefusals ? AdmissionVerdict.NotAnswered : verdict;
            count.Open++;
            _open++;
        }

        givesWay?.GiveWay();
        return AdmissionVerdict.Admitted;
    }

    /// <summary>
    /// Whether a new connection would get no answer, told before anything is spent on it. Where not, <see cref="Enter"/> counts
    /// it.
    /// </summary>
    public bool TurnsAway(IPAddress address, LimitsConfig limits)
    {
        lock (_lock)
        {
            ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(_counts, AddressBlock.Of(address));
            if (Unsafe.IsNullRef(ref count) || time.GetElapsedTime(count.WindowStart) >= Window) return false;
            if (count.Refused < AnsweredRefusals || Judge_NeedsLock(count, limits) is AdmissionVerdict.Admitted) return false;
            if (count.New < limits.NewSessionsPerMinute) count.New++;
            return true;
        }
    }

    /// <summary>Counts the end of an admitted session.</summary>
    public void Leave(IPAddress address)
    {
        var block = AddressBlock.Of(address);
        lock (_lock)
        {
            _open--;
            ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(_counts, block);
            count.Open--;
            if (count.Open == 0 && time.GetElapsedTime(count.WindowStart) >= Window) _counts.Remove(block);
        }
    }

    private AdmissionVerdict Judge_NeedsLock(in Count count, LimitsConfig limits)
    {
        if (count.New >= limits.NewSessionsPerMinute) return AdmissionVerdict.TooManyPerMinute;
        if (_open >= limits.Sessions) return AdmissionVerdict.TooManySessions;
        return count.Open >= limits.SessionsPerAddress ? AdmissionVerdict.TooManyOfAddress : AdmissionVerdict.Admitted;
    }

    /// <summary>Forgets those whose minute is over; where that is not enough, all without an open session.</summary>
    private void ForgetIdle_NeedsLock(long now)
    {
        foreach (var (block, count) in _counts)
            if (count.Open == 0 && time.GetElapsedTime(count.WindowStart, now) >= Window) _counts.Remove(block);
        if (_counts.Count < MaxAddresses) return;
        foreach (var (block, count) in _counts)
            if (count.Open == 0) _counts.Remove(block);
    }
}
