using System.Text.Json;
using System.Text.Json.Serialization;
using Gatepost.Messages;

namespace Gatepost.Storage.Sqlite;

/// <summary>An operator's waiver as it lies on disk.</summary>
internal sealed record StoredWaiver
{
    [JsonPropertyName("by")]
    public required string By { get; init; }

    [JsonPropertyName("reason")]
    public required string Reason { get; init; }

    [JsonPropertyName("at")]
    public required long At { get; init; }

    public static byte[] Write(PolicyWaiver waiver) => JsonSerializer.SerializeToUtf8Bytes(
        new StoredWaiver { By = waiver.By, Reason = waiver.Reason, At = waiver.At.ToUnixTimeMilliseconds() },
        StoredJson.Default.StoredWaiver);

    /// <exception cref="JsonException">It is not what <see cref="Write"/> wrote.</exception>
    public static PolicyWaiver Read(ReadOnlySpan<byte> json)
    {
        var stored = JsonSerializer.Deserialize(json, StoredJson.Default.StoredWaiver) ?? throw new JsonException("null");
        return new(stored.By, stored.Reason, DateTimeOffset.FromUnixTimeMilliseconds(stored.At));
    }
}
