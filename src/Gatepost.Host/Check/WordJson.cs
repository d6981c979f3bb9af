using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gatepost.Host.Check;

/// <summary>The words of the configuration for levels and assurances: <c>dane-only</c>, <c>host-verified</c>.</summary>
internal class WordJson<T>(Func<T, string> word) : JsonConverter<T> where T : struct, Enum
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString();
        foreach (var value in Enum.GetValues<T>())
            if (word(value) == text) return value;
        throw new JsonException($"{text} is no {typeof(T).Name}");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(word(value));
}
