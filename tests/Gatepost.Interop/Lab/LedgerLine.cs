namespace Gatepost.Interop.Lab;

/// <summary>What the tests read of <c>gatepost ledger --json</c>.</summary>
internal sealed record LedgerLine(
    string Kind, string RecipientDomain, string Peer, string Wanted, LedgerTls Tls, string Why, string Outcome, string Reply);
