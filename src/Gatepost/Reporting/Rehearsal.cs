namespace Gatepost.Reporting;

/// <summary>What would have become of the mail of a period, had a level been demanded.</summary>
public sealed record Rehearsal
{
    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Which gateway.</summary>
    public required string Hostname { get; init; }

    /// <summary>What was rehearsed.</summary>
    public required RehearsalQuery Query { get; init; }

    /// <summary>The outcome in a sentence.</summary>
    public required string Answer { get; init; }

    /// <summary>Messages that were carried.</summary>
    public long Messages { get; init; }

    /// <summary>Of these, so many would not have met the level.</summary>
    public long Kept { get; init; }

    /// <summary>To (or from) so many domains.</summary>
    public long Domains { get; init; }

    /// <summary>Of <see cref="Kept"/>, those of domains of which no message met the level: waiting would not have
    /// helped.</summary>
    public long Hopeless { get; init; }

    /// <summary>So many domains.</summary>
    public long HopelessDomains { get; init; }

    /// <summary>Messages that TLS kept anyway, at the levels of that time.</summary>
    public long KeptAnyway { get; init; }

    /// <summary>By reason, the most frequent first.</summary>
    public IReadOnlyList<ReasonRow> Reasons { get; init; } = [];

    /// <summary>By domain and reason, the most messages first.</summary>
    public Ranking<RehearsalRow> Rows { get; init; } = new();
}
