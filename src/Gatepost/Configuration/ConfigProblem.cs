using System.Globalization;
using System.Text;

namespace Gatepost.Configuration;

/// <summary>One thing that is wrong with the configuration, where it stands, and what would be right.</summary>
public sealed record ConfigProblem
{
    /// <summary>Whether the configuration can be taken all the same.</summary>
    public required ProblemSeverity Severity { get; init; }

    /// <summary>The file, or <c>environment variable GATEPOST_…</c>.</summary>
    public required string File { get; init; }

    /// <summary>Counted from 1; 0: it concerns the file as a whole.</summary>
    public int Line { get; init; }

    /// <summary>Counted from 1, in UTF-16 units; 0: it concerns the line or the file as a whole.</summary>
    public int Column { get; init; }

    /// <summary>The option, as in <c>queue.lifetime</c> or <c>listener[2].role</c>, or null.</summary>
    public string? Option { get; init; }

    /// <summary>What is wrong; quotes the offending value.</summary>
    public required string Message { get; init; }

    /// <summary>What would be right, or null where the message says it.</summary>
    public string? Remedy { get; init; }

    /// <summary>One line: <c>gatepost.toml:12:9: error: queue.lifetime: "5x" is
    /// no duration; write it like "5m" or "1h30m"</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(File);
        if (Line > 0) text.Append(CultureInfo.InvariantCulture, $":{Line}");
        if (Line > 0 && Column > 0) text.Append(CultureInfo.InvariantCulture, $":{Column}");
        text.Append(Severity is ProblemSeverity.Error ? ": error: " : ": warning: ");
        if (Option is not null) text.Append(Option).Append(": ");
        text.Append(Message);
        if (Remedy is not null) text.Append("; ").Append(Remedy);
        return text.ToString();
    }
}
