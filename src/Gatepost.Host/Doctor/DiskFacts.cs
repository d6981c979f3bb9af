namespace Gatepost.Host.Doctor;

/// <summary>The file system on which the data folder lies, or will lie.</summary>
internal sealed record DiskFacts
{
    /// <summary>Its kind: <c>ext4</c>; empty: unknown.</summary>
    public string Kind { get; init; } = "";

    public bool IsReadOnly { get; init; }

    /// <summary>Octets that we can still write; null: unknown.</summary>
    public long? Free { get; init; }

    /// <summary>Files in all and files that can still be made; null: it does not count them.</summary>
    public (ulong Total, ulong Free)? Files { get; init; }

    /// <summary>How long a small write took until it was on disk, in the middle of several; null: none was made.</summary>
    public TimeSpan? Sync { get; init; }

    /// <summary>Why a small write did not come to the disk, or null.</summary>
    public string? WriteProblem { get; init; }
}
