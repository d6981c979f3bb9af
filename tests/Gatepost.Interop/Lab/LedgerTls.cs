using System.Text.Json.Serialization;

namespace Gatepost.Interop.Lab;

/// <summary>The TLS facts of a row of the ledger.</summary>
internal sealed record LedgerTls(
    string Reached, string Reachable, string? Protocol, string? Problem,
    [property: JsonPropertyName("cipher_suite")] string? CipherSuite, [property: JsonPropertyName("vouched_by")] string? VouchedBy);
