using System.Net;

namespace Gatepost.Delivery;

/// <summary>
/// Remembers for a short while which addresses took no connection. They are tried after the others, never left out: else each
/// message to a domain whose first host is silent would wait for that host before it goes to the second.
/// </summary>
internal sealed class SilentAddresses(TimeProvider time)
{
    private const int MaxAddresses = 10_000;

    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<IPEndPoint, long> _since = [];

    /// <summary>Whether it took no connection lately.</summary>
    public bool Contains(IPEndPoint address)
    {
        lock (_lock) return _since.TryGetValue(address, out var since) && time.GetElapsedTime(since) < Memory;
    }

    /// <summary>Remembers how a call went.</summary>
    public void Note(IPEndPoint address, ConversationFailure? failure)
    {
        lock (_lock)
        {
            if (failure is not { Stage: ConversationStage.Connect })
            {
                _since.Remove(address);
                return;
            }

            if (_since.Count >= MaxAddresses) Forget();
            if (_since.Count < MaxAddresses) _since[address] = time.GetTimestamp();
        }
    }

    private void Forget()
    {
        foreach (var (address, since) in _since)
        {
            if (time.GetElapsedTime(since) >= Memory) _since.Remove(address);
        }
    }
}
