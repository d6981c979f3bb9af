using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gatepost.Messages;

namespace Gatepost.Storage.Sqlite;

/// <summary>A message's origin as it lies on disk; see <see cref="StoredEnvelope"/>.</summary>
internal sealed record StoredOrigin
{
    [JsonPropertyName("listener")]
    public required string Listener { get; init; }

    [JsonPropertyName("address")]
    public string? Address { get; init; }

    [JsonPropertyName("helo")]
    public string? Helo { get; init; }

    [JsonPropertyName("user")]
    public string? User { get; init; }

    [JsonPropertyName("tls")]
    public required StoredTlsFacts Tls { get; init; }

    public static byte[] Write(MessageOrigin origin) => JsonSerializer.SerializeToUtf8Bytes(new StoredOrigin
    {
        Listener = origin.Listener,
        Address = origin.Address?.ToString(),
        Helo = origin.Helo,
        User = origin.User,
        Tls = StoredTlsFacts.Of(origin.Tls),
    }, StoredJson.Default.StoredOrigin);

    /// <exception cref="JsonException">It is not what <see cref="Write"/> wrote.</exception>
    public static MessageOrigin Read(ReadOnlySpan<byte> json)
    {
        var stored = JsonSerializer.Deserialize(json, StoredJson.Default.StoredOrigin) ?? throw new JsonException("null");
        var address = stored.Address is { } text && IPAddress.TryParse(text, out var parsed) ? parsed : null;
        return new MessageOrigin(stored.Listener, address, stored.Helo, stored.User, stored.Tls.ToFacts());
    }
}
