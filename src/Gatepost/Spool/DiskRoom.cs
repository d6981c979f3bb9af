using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Gatepost.Spool;

/// <summary>
/// Whether there is room above the reserve. The reserve is for what must be written even then: results of attempts, notices,
/// and the ends of messages that were begun. The disk is asked once a second at most; what was promised since is taken off.
/// </summary>
internal sealed partial class DiskRoom(ISpoolStore store, IConfigSource config, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan AskedFor = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private long _askedAt, _left;
    private bool _isKnown, _isShort;

    /// <summary>Whether a message of so many octets may begin; if so, it is counted as under way.</summary>
    public bool TryPromise(long size)
    {
        lock (_lock)
        {
            if (!_isKnown || time.GetElapsedTime(_askedAt) >= AskedFor) Ask();
            var hasRoom = _left - size >= config.Current.Queue.DiskReserve;
            if (hasRoom) _left -= size;
            Tell(!hasRoom);
            return hasRoom;
        }
    }

    private void Ask()
    {
        try
        {
            _left = store.FreeSpace;
        }
        catch (IOException)
        {
            // A disk that cannot even be asked will hardly take mail.
            _left = 0;
        }

        (_askedAt, _isKnown) = (time.GetTimestamp(), true);
    }

    private void Tell(bool isShort)
    {
        if (isShort == _isShort) return;
        _isShort = isShort;
        if (isShort) LogReached(logger, _left, config.Current.Queue.DiskReserve);
        else LogLeft(logger, _left);
    }

    [LoggerMessage(EventIds.DiskReserveReached, LogLevel.Warning,
        "The data folder has {Free} octets left and queue.disk_reserve is {Reserve}: until there is room, mail gets 452")]
    private static partial void LogReached(ILogger logger, long free, long reserve);

    [LoggerMessage(EventIds.DiskReserveLeft, LogLevel.Information,
        "The data folder has room again ({Free} octets): mail is taken")]
    private static partial void LogLeft(ILogger logger, long free);
}
