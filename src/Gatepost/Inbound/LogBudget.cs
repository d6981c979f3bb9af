using System.Net;
using Gatepost.Diagnostics;
using Gatepost.Inbound.Connections;
using Microsoft.Extensions.Logging;

namespace Gatepost.Inbound;

/// <summary>
/// How many lines of the log strangers can cause: whoever is refused ten thousand times a minute must not fill the disk by it.
/// What is left out is counted, and said in a line of its own. Faults of our own have as much room for themselves, since nobody
/// may hide one behind noise, nor fill the disk by one that he has found. Messages that are taken are always told.
/// </summary>
internal sealed partial class LogBudget(ILogger logger, TimeProvider time)
{
    /// <summary>Lines about one address in a minute.</summary>
    public const int LinesOfAddress = 300;

    /// <summary>Lines about all of them together.</summary>
    public const int LinesInAll = 6000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly ILogger _logger = logger;
    private readonly Share _ofClients = new(), _ofFaults = new();
    private long _windowStart = time.GetTimestamp();
    private long _missed;

    /// <summary>Takes the room of one more line about an address; where there is none, it is counted as missed.</summary>
    /// <returns>Whether the line may be written.</returns>
    public bool Take(AddressBlock block, IPAddress address, LogLevel level)
    {
        var (missedBefore, taking) = (0L, Taking.Missed);
        lock (_lock)
        {
            if (time.GetElapsedTime(_windowStart) >= Window) missedBefore = BeginWindow_NeedsLock();
            taking = (level >= LogLevel.Error ? _ofFaults : _ofClients).Take_NeedsLock(block);
            if (taking is not Taking.Taken) _missed++;
        }

        if (missedBefore > 0) LogLinesMissed(missedBefore);
        if (taking is Taking.FirstMissed) LogLinesWithheld(address, LinesOfAddress);
        return taking is Taking.Taken;
    }

    private long BeginWindow_NeedsLock()
    {
        var missed = _missed;
        _ofClients.Clear_NeedsLock();
        _ofFaults.Clear_NeedsLock();
        (_windowStart, _missed) = (time.GetTimestamp(), 0);
        return missed;
    }

    private enum Taking { Taken, FirstMissed, Missed }

    private sealed class Share
    {
        private readonly Dictionary<AddressBlock, int> _lines = [];
        private int _written;

        public Taking Take_NeedsLock(AddressBlock block)
        {
            var lines = _lines.GetValueOrDefault(block);
            if (lines > LinesOfAddress || (lines < LinesOfAddress && _written >= LinesInAll)) return Taking.Missed;
            _lines[block] = lines + 1;
            if (lines == LinesOfAddress) return Taking.FirstMissed;
            _written++;
            return Taking.Taken;
        }

        public void Clear_NeedsLock()
        {
            _lines.Clear();
            _written = 0;
        }
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
