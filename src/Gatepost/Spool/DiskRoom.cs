using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Gatepost.Spool;

/// <summary>
/// Whether there is room above the reserve. The reserve is for what must be written even then: results of attempts, notices,
/// and the ends of messages that were begun. The disk is asked once a second at most; what was promised since is taken off.
/// A disk that refused the last transaction has no room at all: better to say so now than after the transfer.
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
            var above = _left - config.Current.Queue.DiskReserve;
            if (above < size) TellShort(size);
            else if (above >= config.Current.Limits.MessageSize) TellRoom();
            if (above < size || store.Problem is not null) return false;
            _left -= size;
            return true;
        }
    }

    private void Ask()
    {
        try
        {
            _left = store.FreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A disk that cannot even be asked will hardly take mail.
            _left = 0;
        }

        (_askedAt, _isKnown) = (time.GetTimestamp(), true);
        if (_isShort) store.MakeRoom();
    }

    /// <summary>What the store kept for later may serve now.</summary>
    private void TellShort(long size)
    {
        if (_isShort) return;
        _isShort = true;
        store.MakeRoom();
        LogReached(logger, _left, config.Current.Queue.DiskReserve, size);
    }

    /// <summary>Only where any message fits: told at each small one that still does, the two lines would take turns.</summary>
    private void TellRoom()
    {
        if (!_isShort) return;
        _isShort = false;
        LogLeft(logger, _left);
    }

    [LoggerMessage(EventIds.DiskReserveReached, LogLevel.Warning,
        "The data folder has {Free} octets left and queue.disk_reserve is {Reserve}: until there is room, mail that does not fit "
        + "gets 452, as did a message of {Size}")]
    private static partial void LogReached(ILogger logger, long free, long reserve, long size);

    [LoggerMessage(EventIds.DiskReserveLeft, LogLevel.Information,
        "The data folder has room again ({Free} octets): mail is taken")]
    private static partial void LogLeft(ILogger logger, long free);
}
