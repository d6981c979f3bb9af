using Gatepost.Ledger;
using Gatepost.Messages;

namespace Gatepost.Host.Desk;

/// <summary>One row of the ledger as it is shown and as <c>--json</c> prints it.</summary>
internal sealed record LedgerRow
{
    public required DateTimeOffset At { get; init; }

    /// <summary><c>accepted</c>, <c>attempt</c>, <c>dropped</c> or <c>refused</c>.</summary>
    public required string Kind { get; init; }

    /// <summary><c>in</c> or <c>out</c>.</summary>
    public required string Direction { get; init; }

    public required QueueId QueueId { get; init; }

    public required string SenderDomain { get; init; }

    public required string RecipientDomain { get; init; }

    public required int Recipients { get; init; }

    public required long Size { get; init; }

    public required string Peer { get; init; }

    /// <summary>The level that was asked.</summary>
    public required string Wanted { get; init; }

    public required TlsRow Tls { get; init; }

    public required string Why { get; init; }

    public required string Outcome { get; init; }

    /// <summary>False: it is certain that no recipient got the message there, so nothing of it went in clear.</summary>
    public required bool Carried { get; init; }

    public required string Reply { get; init; }

    public static LedgerRow Of(LedgerEntry entry) => new()
    {
        At = entry.At,
        Kind = Words.Of(entry.Kind),
        Direction = Words.Of(entry.Direction),
        QueueId = entry.QueueId,
        SenderDomain = entry.SenderDomain,
        RecipientDomain = entry.RecipientDomain,
        Recipients = entry.Recipients,
        Size = entry.Size,
        Peer = entry.Peer,
        Wanted = entry.Wanted.Word(),
        Tls = TlsRow.Of(entry.Tls),
        Why = entry.Why,
        Outcome = Words.Of(entry.Outcome),
        Carried = !LedgerOutcomes.CarriedNothing.Contains(entry.Outcome),
        Reply = entry.Reply,
    };
}
