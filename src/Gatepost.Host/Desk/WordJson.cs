using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gatepost.Host.Desk;

/// <summary>Values that have a word of their own stand in JSON by that word.</summary>
internal abstract class WordJson<T>(Func<T, string> word, IEnumerable<T> values) : JsonConverter<T>
{
    private readonly Dictionary<string, T> _values = values.ToDictionary(word);

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        _values.TryGetValue(reader.GetString() ?? "", out var value)
            ? value
            : throw new JsonException($"{reader.GetString()} is none of {string.Join(' ', _values.Keys)}");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(word(value));
}
