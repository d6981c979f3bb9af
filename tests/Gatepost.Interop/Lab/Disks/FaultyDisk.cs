namespace Gatepost.Interop.Lab.Disks;

/// <summary>A disk that is slow, or fails, for as long as it is told to.</summary>
internal sealed class FaultyDisk(IDiskOctets disk) : IDiskOctets
{
    private const int InputOutputError = 5; // EIO

    private readonly Lock _gate = new();
    private TimeSpan _flushTakes;
    private bool _failsToWrite, _failsToFlush;
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

    public int Read(long offset, Span<byte> into)
    {
        var answer = disk.Read(offset, into);
        return Get(ref _unreadable) is { } marked && into.IndexOf(marked) >= 0 ? InputOutputError : answer;
    }

    public int Write(long offset, ReadOnlySpan<byte> octets) =>
        Get(ref _failsToWrite) ? InputOutputError : disk.Write(offset, octets);

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
