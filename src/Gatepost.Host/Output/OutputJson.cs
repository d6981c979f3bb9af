using System.Text.Json.Serialization;
using Gatepost.Configuration;

namespace Gatepost.Host.Output;

/// <summary>The JSON of the verbs that have no desk.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<ConfigProblem>))]
internal sealed partial class OutputJson : JsonSerializerContext;
