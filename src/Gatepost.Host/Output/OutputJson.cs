using System.Text.Json.Serialization;
using Gatepost.Configuration;
using Gatepost.Host.Send;

namespace Gatepost.Host.Output;

/// <summary>The JSON of the verbs that have no desk.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true, Converters = [typeof(SeverityJson)])]
[JsonSerializable(typeof(IReadOnlyList<ConfigProblem>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(SendReport))]
internal sealed partial class OutputJson : JsonSerializerContext;
