namespace Gatepost.Inbound.Connections;

/// <summary>
/// The open sessions, to find the one that has waited the longest for its client: where all places are taken, it gives way.
/// Otherwise clients at many addresses that connect and say nothing would keep everybody else out.
/// </summary>
internal sealed class WaitingClients
{
    /// <summary>Whoever has not kept us waiting for so long stays.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly HashSet<Wire> _open = [];
    private int _leaving;

    /// <summary>A session begins.</summary>
    public void Add(Wire wire)
    {
        lock (_lock) _open.Add(wire);
    }

    /// <summary>A session is over.</summary>
    public void Remove(Wire wire)
    {
        lock (_lock)
        {
            _open.Remove(wire);
            if (wire.GivesWay) _leaving--;
        }
    }

    /// <summary>
    /// Picks the session that gives way; null where none has waited long, or where so many are leaving already. Ending it is the
    /// caller's, when it holds no lock.
    /// </summary>
    public Wire? TakeLongest(int mostLeaving)
    {
        lock (_lock)
        {
            if (_leaving >= mostLeaving) return null;
            var (longest, most) = ((Wire?)null, Patience);
            foreach (var wire in _open)
                if (!wire.GivesWay && wire.Waited is var waited && waited >= most) (longest, most) = (wire, waited);
            if (longest is null) return null;
            _leaving++;
            longest.GivesWay = true;
            return longest;
        }
    }
}
