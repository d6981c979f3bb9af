using System.Text.Json.Serialization;

namespace Gatepost.Interop.Lab;

/// <summary>What the tests read of <c>gatepost ledger --json</c>.</summary>
internal sealed record LedgerLine(
    string Kind, [property: JsonPropertyName("recipient_domain")] string RecipientDomain, string Peer, string Wanted,
    LedgerTls Tls, string Why, string Outcome, string Reply);
