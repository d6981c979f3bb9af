using Gatepost.Messages;

namespace Gatepost.Reporting;

/// <summary>Messages of one domain that would not have met a level, for one reason.</summary>
public sealed record RehearsalRow
{
    /// <summary>Whose.</summary>
    public required string Domain { get; init; }

    /// <summary>The partner whose domain it is, or null.</summary>
    public string? Partner { get; init; }

    /// <summary>Why.</summary>
    public required TlsReason Reason { get; init; }

    /// <summary>So many.</summary>
    public required long Kept { get; init; }

    /// <summary>Of so many that the domain had in all.</summary>
    public required long Messages { get; init; }

    /// <summary>No message of the domain met the level: its mail would have gone back to the senders. Otherwise it would have
    /// waited for a host that meets it.</summary>
    public required bool IsHopeless { get; init; }

    /// <summary>When it last was so.</summary>
    public required DateTimeOffset Last { get; init; }
}
