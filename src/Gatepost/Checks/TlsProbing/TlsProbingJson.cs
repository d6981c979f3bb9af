using System.Text.Json.Serialization;

namespace Gatepost.Checks.TlsProbing;

/// <summary>Findings as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(TlsProfileFindings))]
internal sealed partial class TlsProbingJson : JsonSerializerContext;
