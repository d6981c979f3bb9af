using System.Text.Json.Serialization;

namespace Gatepost.Host.Admin;

/// <summary>The JSON of the health pages.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(HealthReport))]
internal sealed partial class AdminJson : JsonSerializerContext;
