using System.Text.Json;
using System.Text.Json.Serialization;
using Gatepost.Ledger;

namespace Gatepost.Storage.Sqlite;

/// <summary>A message's course as it lies on disk; see <see cref="StoredEnvelope"/>.</summary>
internal sealed record StoredCourse
{
    [JsonPropertyName("carried")]
    public StoredLine? Carried { get; init; }

    [JsonPropertyName("failed")]
    public StoredLine? Failed { get; init; }

    [JsonPropertyName("delayed")]
    public StoredLine? Delayed { get; init; }

    public static string Write(MessageCourse course) => JsonSerializer.Serialize(
        new StoredCourse
        {
            Carried = StoredLine.Of(course.Carried),
            Failed = StoredLine.Of(course.Failed),
            Delayed = StoredLine.Of(course.Delayed),
        },
        StoredJson.Default.StoredCourse);

    /// <exception cref="JsonException">It is not what <see cref="Write"/> wrote.</exception>
    public static MessageCourse Read(ReadOnlySpan<byte> json)
    {
        var stored = JsonSerializer.Deserialize(json, StoredJson.Default.StoredCourse) ?? throw new JsonException("null");
        return new MessageCourse
        {
            Carried = stored.Carried?.ToKey(),
            Failed = stored.Failed?.ToKey(),
            Delayed = stored.Delayed?.ToKey(),
        };
    }
}
