using Gatepost.Ledger;
using Gatepost.Messages;

namespace Gatepost.Host.Desk;

/// <summary>What the ledger says of a message that an operator dropped: else it would wait in reports for ever.</summary>
internal static class DropRow
{
    public static LedgerEntry Of(QueuedMessage message, string? word, DateTimeOffset now) => new()
    {
        At = now,
        Kind = LedgerKind.Dropped,
        Direction = message.Direction,
        QueueId = message.Id,
        SenderDomain = message.Envelope.ReversePath?.DomainKey ?? "",
        RecipientDomain = message.Domain,
        Recipients = message.Envelope.Recipients.Count,
        Size = message.Content.Length,
        Peer = "",
        Wanted = TlsLevel.May,
        Tls = TlsFacts.Clear(),
        Why = "operator",
        Outcome = LedgerOutcome.Dropped,
        Reply = word ?? "dropped",
    };
}
