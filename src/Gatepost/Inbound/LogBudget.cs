using System.Net;
using System.Runtime.InteropServices;
using Gatepost.Diagnostics;
using Gatepost.Inbound.Connections;
using Microsoft.Extensions.Logging;

namespace Gatepost.Inbound;

/// <summary>
/// How many lines of the log strangers can cause: whoever is refused ten thousand times a minute must not fill the disk by it.
/// What is left out is counted, and said in a line of its own. Messages that are taken, and faults of our own, are always told.
/// </summary>
internal sealed partial class LogBudget(ILogger logger, TimeProvider time)
{
    /// <summary>Lines about one address in a minute.</summary>
    public const int LinesOfAddress = 300;

    /// <summary>Lines about all of them together.</summary>
    public const int LinesInAll = 6000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<AddressBlock, int> _lines = [];
    private readonly ILogger _logger = logger;
    private long _windowStart = time.GetTimestamp();
    private long _missed;
    private int _written;

    /// <summary>Whether one more line about an address may be written; where not, it is counted as missed.</summary>
    public bool HasRoom(AddressBlock block, IPAddress address)
    {
        var (isFirstMiss, missedBefore, room) = (false, 0L, true);
        lock (_lock)
        {
            if (time.GetElapsedTime(_windowStart) >= Window) missedBefore = BeginWindow_NeedsLock();
            var lines = _lines.GetValueOrDefault(block);
            if (lines >= LinesOfAddress || _written >= LinesInAll)
            {
                room = false;
                _missed++;
                isFirstMiss = lines == LinesOfAddress;
                if (isFirstMiss) _lines[block] = lines + 1;
            }
        }

        if (missedBefore > 0) LogLinesMissed(missedBefore);
        if (isFirstMiss) LogLinesWithheld(address, LinesOfAddress);
        return room;
    }

    /// <summary>A line about an address is written.</summary>
    public void Take(AddressBlock block)
    {
        lock (_lock)
        {
            _written++;
            CollectionsMarshal.GetValueRefOrAddDefault(_lines, block, out _)++;
        }
    }

    private long BeginWindow_NeedsLock()
    {
        var missed = _missed;
        _lines.Clear();
        (_windowStart, _missed, _written) = (time.GetTimestamp(), 0, 0);
        return missed;
    }

    [LoggerMessage(EventIds.LinesWithheld, LogLevel.Warning,
        "client [{Address}] has caused {Lines} lines within a minute; what else it does in this minute is counted and not told. "
        + "If it is no server of yours, keep it out with a firewall")]
    private partial void LogLinesWithheld(IPAddress address, int lines);

    [LoggerMessage(EventIds.LinesMissed, LogLevel.Warning,
        "{Missed} lines about clients were left out lately, since there were too many; "
        + "the metrics gatepost.inbound have counted all")]
    private partial void LogLinesMissed(long missed);
}
