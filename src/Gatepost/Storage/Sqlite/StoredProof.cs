using System.Text.Json;
using System.Text.Json.Serialization;
using Gatepost.Messages;

namespace Gatepost.Storage.Sqlite;

/// <summary>What many rows of the ledger have in common, as it lies on disk; see <see cref="StoredEnvelope"/>.</summary>
internal sealed record StoredProof
{
    /// <summary>The number of a <see cref="TlsLevel"/>.</summary>
    [JsonPropertyName("wanted")]
    public int Wanted { get; init; }

    [JsonPropertyName("why")]
    public string? Why { get; init; }

    [JsonPropertyName("tls")]
    public required StoredTlsFacts Tls { get; init; }

    public static string Write(LedgerProof proof) => JsonSerializer.Serialize(
        new StoredProof { Wanted = (int)proof.Wanted, Why = proof.Why, Tls = StoredTlsFacts.Of(proof.Tls) },
        StoredJson.Default.StoredProof);

    /// <exception cref="JsonException">It is not what <see cref="Write"/> wrote.</exception>
    public static LedgerProof Read(ReadOnlySpan<byte> json)
    {
        var stored = JsonSerializer.Deserialize(json, StoredJson.Default.StoredProof) ?? throw new JsonException("null");
        return new((TlsLevel)stored.Wanted, stored.Why ?? "", stored.Tls.ToFacts());
    }
}
