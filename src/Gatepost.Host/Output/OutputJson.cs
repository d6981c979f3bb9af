using System.Text.Json.Serialization;
using Gatepost.Configuration;
using Gatepost.Host.Send;
using Gatepost.Storage.Upkeep;

namespace Gatepost.Host.Output;

/// <summary>The JSON of the verbs that have no desk.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true, Converters = [typeof(SeverityJson), typeof(PartStateJson)])]
[JsonSerializable(typeof(IReadOnlyList<ConfigProblem>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(SendReport))]
[JsonSerializable(typeof(IReadOnlyList<PartFinding>))]
[JsonSerializable(typeof(BackupReport))]
internal sealed partial class OutputJson : JsonSerializerContext;
