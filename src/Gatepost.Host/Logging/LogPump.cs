using System.Buffers;

namespace Gatepost.Host.Logging;

/// <summary>
/// Takes lines in memory and writes them on a thread of its own, many at once. Whoever logs never waits for the output: where it
/// takes nothing (a journal that hangs, a terminal that is stopped), lines are dropped and counted once the memory is used up.
/// </summary>
internal sealed class LogPump : IDisposable
{
    private const int MaxWaiting = 4 * 1024 * 1024, KeptCapacity = 256 * 1024;

    /// <summary>What comes while this time passes goes out in one write.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(5);

    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(2);

    private readonly Stream _output;
    private readonly Thread _thread;
    private readonly object _gate = new();
    private ArrayBufferWriter<byte> _filling = new(), _writing = new();
    private long _dropped;
    private bool _isStopping;

    /// <summary>Starts the thread.</summary>
    public LogPump(Stream output)
    {
        _output = output;
        _thread = new Thread(Run) { Name = "log", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Hands in a line.</summary>
    /// <returns>How many were dropped since the last one that was taken; -1: so was this.</returns>
    public long Append(ReadOnlySpan<byte> line)
    {
        lock (_gate)
        {
            if (_filling.WrittenCount + line.Length > MaxWaiting)
            {
                _dropped++;
                return -1;
            }

            if (_filling.WrittenCount == 0) Monitor.Pulse(_gate);
            _filling.Write(line);
            (var dropped, _dropped) = (_dropped, 0);
            return dropped;
        }
    }

    /// <summary>Writes what waits, unless the output does not take it.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isStopping = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join(LongestEnd);
    }

    private void Run()
    {
        while (TakeLines())
        {
            try
            {
                _output.Write(_writing.WrittenSpan);
            }
            catch (IOException)
            {
                // Nobody listens any more; mail goes on, and the ledger knows what became of it.
            }

            if (_writing.Capacity > KeptCapacity) _writing = new();
            else _writing.ResetWrittenCount();
        }
    }

    private bool TakeLines()
    {
        lock (_gate)
        {
            while (_filling.WrittenCount == 0)
            {
                if (_isStopping) return false;
                Monitor.Wait(_gate);
            }

            if (!_isStopping) Monitor.Wait(_gate, Gathering);
            (_filling, _writing) = (_writing, _filling);
            return true;
        }
    }
}
