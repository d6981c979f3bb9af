using System.Net;
using Gatepost.Inbound.Connections;

namespace Gatepost.Inbound.Logins;

/// <summary>
/// Slows down those who guess passwords: each failed login from an address makes its next one wait longer. The wait comes before
/// the password is looked at, so it tells nothing about it.
/// </summary>
internal sealed class LoginThrottle(TimeProvider time)
{
    /// <summary>Addresses remembered at most.</summary>
    public const int MaxAddresses = 10_000;

    /// <summary>The wait never grows over this.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>After so long without a failure an address is forgotten.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private readonly Dictionary<AddressBlock, Failures> _failures = [];

    private readonly record struct Failures(int Count, long Last);

    /// <summary>Addresses that are remembered now.</summary>
    public int Addresses
    {
        get
        {
            lock (_lock) return _failures.Count;
        }
    }

    /// <summary>How long the next login from here has to wait: nothing, then 0.5, 1, 2, 4 … 30 seconds.</summary>
    public TimeSpan WaitFor(IPAddress address)
    {
        lock (_lock)
        {
            if (!_failures.TryGetValue(AddressBlock.Of(address), out var failures)) return TimeSpan.Zero;
            if (time.GetElapsedTime(failures.Last) >= Memory) return TimeSpan.Zero;
            var wait = FirstWait * (1 << Math.Min(failures.Count - 1, 10));
            return wait < LongestWait ? wait : LongestWait;
        }
    }

    /// <summary>A login failed.</summary>
    public void Failed(IPAddress address)
    {
        var block = AddressBlock.Of(address);
        lock (_lock)
        {
            if (_failures.Count >= MaxAddresses && !_failures.ContainsKey(block)) Forget_NeedsLock();
            var known = _failures.TryGetValue(block, out var failures) && time.GetElapsedTime(failures.Last) < Memory;
            _failures[block] = new(known ? failures.Count + 1 : 1, time.GetTimestamp());
        }
    }

    /// <summary>
    /// A login succeeded. One good password does not wash an address clean of a hundred bad ones: half is forgotten.
    /// </summary>
    public void Succeeded(IPAddress address)
    {
        var block = AddressBlock.Of(address);
        lock (_lock)
        {
            if (!_failures.TryGetValue(block, out var failures)) return;
            if (failures.Count <= 1) _failures.Remove(block);
            else _failures[block] = failures with { Count = failures.Count / 2 };
        }
    }

    /// <summary>Forgets the stale ones; where none is stale, the quarter that failed longest ago.</summary>
    private void Forget_NeedsLock()
    {
        foreach (var (block, failures) in _failures)
            if (time.GetElapsedTime(failures.Last) >= Memory) _failures.Remove(block);
        if (_failures.Count < MaxAddresses) return;
        var oldest = _failures.OrderBy(static one => one.Value.Last).Take(MaxAddresses / 4).ToList();
        foreach (var (block, _) in oldest) _failures.Remove(block);
    }
}
