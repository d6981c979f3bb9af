using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Gatepost.Host.Output;

/// <summary>JSON for people and <c>jq</c>: indented, letters as they are, control characters escaped.</summary>
internal static class ShownJson
{
    public static void Print<T>(Terminal terminal, T value, JsonSerializerContext context) =>
        terminal.Out.WriteLine(Format(value, context));

    public static string Format<T>(T value, JsonSerializerContext context)
    {
        var options = new JsonSerializerOptions(context.Options)
        {
            WriteIndented = true,
            // "Unsafe" within a page of HTML, which this is not.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        return JsonSerializer.Serialize(value, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));
    }
}
