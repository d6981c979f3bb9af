namespace Gatepost.Storage.Upkeep;

/// <summary>What a backup has.</summary>
public sealed record BackupReport
{
    /// <summary>Where it lies.</summary>
    public required string Folder { get; init; }

    /// <summary>In all its files.</summary>
    public required long Octets { get; init; }

    /// <summary>Contents in files of their own.</summary>
    public required int Contents { get; init; }

    /// <summary>Messages that were carried off while the backup was made, and so are not in it.</summary>
    public required int CarriedOff { get; init; }

    /// <summary>How the copy is, read from end to end.</summary>
    public required IReadOnlyList<PartFinding> Findings { get; init; }
}
