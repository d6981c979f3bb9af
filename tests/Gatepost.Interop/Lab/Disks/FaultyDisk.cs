namespace Gatepost.Interop.Lab.Disks;

/// <summary>A disk that is slow, or fails, for as long as it is told to.</summary>
internal sealed class FaultyDisk(IDiskOctets disk) : IDiskOctets
{
    private const int InputOutputError = 5; // EIO

    private readonly Lock _gate = new();
    private TimeSpan _flushTakes;
    private bool _failsToWrite, _failsToFlush, _failsInMove;
    private byte[]? _unreadable;

    public long Length => disk.Length;

    /// <summary>How long each flush takes.</summary>
    public TimeSpan FlushTakes
    {
        set => Set(ref _flushTakes, value);
    }

    public bool FailsToWrite
    {
        set => Set(ref _failsToWrite, value);
    }

    public bool FailsToFlush
    {
        set => Set(ref _failsToFlush, value);
    }

    /// <summary>What holds these octets cannot be read.</summary>
    public byte[]? Unreadable
    {
        set => Set(ref _unreadable, value);
    }

    /// <summary>
    /// From the next move of a log on, what holds messages of the load cannot be written. The move is known by the first page of a
    /// database, with which a block begins.
    /// </summary>
    public bool FailsInMove
    {
        set => Set(ref _failsInMove, value);
    }

    public bool HasFailed { get; private set; }

    /// <summary>All works again.</summary>
    public void Recover()
    {
        lock (_gate)
        {
            (_failsToFlush, _failsToWrite, _failsInMove, HasFailed, _unreadable) = (false, false, false, false, null);
            _flushTakes = TimeSpan.Zero;
        }
    }

    public int Read(long offset, Span<byte> into)
    {
        var answer = disk.Read(offset, into);
        return Get(ref _unreadable) is { } marked && into.IndexOf(marked) >= 0 ? InputOutputError : answer;
    }

    public int Write(long offset, ReadOnlySpan<byte> octets)
    {
        const int Block = 1024;
        if (Get(ref _failsInMove) && !HasFailed)
        {
            for (var at = 0; at < octets.Length; at += Block) HasFailed |= octets[at..].StartsWith("SQLite format 3\0"u8);
        }

        var fails = Get(ref _failsToWrite) || (HasFailed && octets.IndexOf("the same line, over and over"u8) >= 0);
        return fails ? InputOutputError : disk.Write(offset, octets);
    }

    public int Flush()
    {
        Thread.Sleep(Get(ref _flushTakes));
        return Get(ref _failsToFlush) ? InputOutputError : disk.Flush();
    }

    private T Get<T>(ref T field)
    {
        lock (_gate) return field;
    }

    private void Set<T>(ref T field, T value)
    {
        lock (_gate) field = value;
    }
}
