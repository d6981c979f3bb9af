namespace Gatepost.Host.Doctor;

/// <summary>The data folder itself.</summary>
/// <param name="Path">Where.</param>
/// <param name="State">Whether we can work in it.</param>
/// <param name="Problem">Why not, or empty.</param>
internal sealed record FolderFacts(string Path, FolderState State, string Problem = "")
{
    /// <summary>Its rights.</summary>
    public UnixFileMode Mode { get; init; }

    /// <summary>The number of the user to whom it belongs; null: unknown.</summary>
    public uint? Owner { get; init; }

    /// <summary>The user as whom the running server runs, else null.</summary>
    public uint? ServerUser { get; init; }

    /// <summary>What is in it and belongs to somebody else; the first few.</summary>
    public IReadOnlyList<string> Foreign { get; init; } = [];
}
