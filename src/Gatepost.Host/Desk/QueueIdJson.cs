using System.Text.Json;
using System.Text.Json.Serialization;
using Gatepost.Messages;

namespace Gatepost.Host.Desk;

/// <summary>Ids stand in JSON as they stand everywhere else.</summary>
internal sealed class QueueIdJson : JsonConverter<QueueId>
{
    public override QueueId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        QueueId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("not a queue id");

    public override void Write(Utf8JsonWriter writer, QueueId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
