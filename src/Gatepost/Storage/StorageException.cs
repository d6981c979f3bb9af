namespace Gatepost.Storage;

/// <summary>A file of the data folder does not do what it should: says which one, what is wrong, and the remedy.</summary>
public sealed class StorageException : IOException
{
    private const int DiskFull = unchecked((int)0x80070070); // ERROR_DISK_FULL

    /// <summary>With its cause.</summary>
    public StorageException(string message, Exception? inner = null) : base(message, inner) { }

    /// <summary>The message reads: file: problem. Remedy</summary>
    public StorageException(string file, string problem, string remedy, Exception? inner = null)
        : base($"{file}: {problem}. {remedy}", inner) { }

    /// <summary>
    /// Whether it is certain that nothing was written. It is not where the sync failed: the rows may come back after a crash.
    /// </summary>
    public bool NothingWritten { get; init; }

    /// <summary>Whether the file is not what it was: torn, overwritten, or no database at all.</summary>
    public bool IsDamaged { get; init; }

    /// <summary>Whether it was for want of room; <see cref="Exception.HResult"/> tells it, as the platform's own do.</summary>
    public bool IsDiskFull
    {
        get => HResult == DiskFull;
        init => HResult = value ? DiskFull : HResult;
    }
}
