using Gatepost.Messages;

namespace Gatepost.Ledger;

/// <summary>Which rows are asked for; what is null does not restrict.</summary>
public sealed record LedgerQuery
{
    /// <summary>From this time on.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Before this time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Domain of sender or recipient, normalized; a leading dot takes its subdomains.</summary>
    public string? Domain { get; init; }

    /// <summary>Which way.</summary>
    public MailDirection? Direction { get; init; }

    /// <summary>What protected a message that was carried; attempts that carried none are left out, for nothing went in clear
    /// there.</summary>
    public Assurance? Assurance { get; init; }

    /// <summary>What it tells.</summary>
    public LedgerKind? Kind { get; init; }

    /// <summary>Which message; all its parts.</summary>
    public QueueId? Message { get; init; }

    /// <summary>At most so many rows, the newest.</summary>
    public int Limit { get; init; } = 1000;
}
