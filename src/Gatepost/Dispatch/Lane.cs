namespace Gatepost.Dispatch;

/// <summary>
/// What is known of one destination, and who waits for it. The window is how many attempts may run at once: it grows by one
/// with each that reaches the destination, and is halved by each that does not.
/// </summary>
/// <remarks>All of it is guarded by the lock of <see cref="Lanes"/>.</remarks>
/// <param name="destination">Its name.</param>
/// <param name="isSuspect">All that is known of it is that mail for it was deferred before we started.</param>
internal sealed class Lane(string destination, bool isSuspect = false)
{
    /// <summary>Attempts at once towards a destination of which nothing is known.</summary>
    public const int FirstWindow = 5;

    public string Destination { get; } = destination;

    public Queue<WaitingLease> Waiting { get; } = new();

    /// <summary>Attempts under way.</summary>
    public int Running { get; set; }

    public int Window { get; private set; } = isSuspect ? 1 : FirstWindow;

    /// <summary>The last attempt did not reach it.</summary>
    public bool IsSuspect { get; private set; } = isSuspect;

    /// <summary>Stands in one of the queues of lanes that may start.</summary>
    public bool IsReady { get; set; }

    /// <summary>Counts the places that it took there: only the last one is good.</summary>
    public int Place { get; set; }

    /// <summary>The spool was asked for no more of it.</summary>
    public bool IsClosed { get; set; }

    /// <summary>The spool was asked for no more of it that was tried before.</summary>
    public bool IsClosedToTried { get; set; }

    /// <summary>Entries that wait and were never tried.</summary>
    public int Fresh { get; set; }

    // When, in starts of attempts, it was last seen alive.
    private long _aliveAt = -1;

    public void Reached(long clock, int widest)
    {
        (_aliveAt, IsSuspect) = (clock, false);
        Window = Math.Max(1, Math.Min(widest, Window + 1));
    }

    /// <summary>
    /// True where the destination counts as down: no other attempt is under way that may yet reach it, and none has since this
    /// one began. One failure among successes says "too many at once", not "down".
    /// </summary>
    public bool Missed(long began)
    {
        (Window, IsSuspect) = (Math.Max(1, Window / 2), true);
        return Running == 0 && _aliveAt < began;
    }
}
