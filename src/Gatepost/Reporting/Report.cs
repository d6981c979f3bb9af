using Gatepost.Messages;

namespace Gatepost.Reporting;

/// <summary>How mail was protected in a period, from the roll-up of the ledger.</summary>
public sealed record Report
{
    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Which gateway.</summary>
    public required string Hostname { get; init; }

    /// <summary>What it is about.</summary>
    public required ReportQuery Query { get; init; }

    /// <summary>"Do we encrypt our mail?" in a sentence.</summary>
    public required string Answer { get; init; }

    /// <summary>From us to others.</summary>
    public Traffic Out { get; init; } = Traffic.None;

    /// <summary>From others to us.</summary>
    public Traffic In { get; init; } = Traffic.None;

    /// <summary>From our own servers and people to the gateway.</summary>
    public Traffic Submitted { get; init; } = Traffic.None;

    /// <summary>From the gateway to our own mail server.</summary>
    public Traffic Inward { get; init; } = Traffic.None;

    /// <summary>Each day of the period, also those on which nothing happened.</summary>
    public IReadOnlyList<DayRow> Days { get; init; } = [];

    /// <summary>The partners of the configuration, in its order.</summary>
    public IReadOnlyList<PartnerRow> Partners { get; init; } = [];

    /// <summary>The domains, by the number of messages.</summary>
    public Ranking<DomainRow> Domains { get; init; } = new();

    /// <summary>Those that got mail in clear text, by its number.</summary>
    public Ranking<DomainRow> ClearOut { get; init; } = new();

    /// <summary>Those that sent mail in clear text, by its number.</summary>
    public Ranking<DomainRow> ClearIn { get; init; } = new();

    /// <summary>What TLS kept, by domain and reason.</summary>
    public Ranking<TroubleRow> Troubles { get; init; } = new();

    /// <summary>What each level would have done, had it been demanded of everybody.</summary>
    public IReadOnlyList<LevelRow> Levels { get; init; } = [];

    /// <summary>Whether a direction is reported.</summary>
    public bool Shows(MailDirection direction) => (Query.Direction ?? direction) == direction;
}
