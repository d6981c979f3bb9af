namespace Gatepost.Interop.Lab;

/// <summary>The TLS facts of a row of the ledger.</summary>
internal sealed record LedgerTls(string Reached, string Reachable, string? Protocol, string? CipherSuite, string? Problem);
