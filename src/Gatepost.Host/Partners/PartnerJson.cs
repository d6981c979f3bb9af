using System.Text.Json.Serialization;

namespace Gatepost.Host.Partners;

/// <summary>What <c>gatepost partner … --json</c> prints, and what the nightly test remembers.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<PartnerRow>))]
[JsonSerializable(typeof(PartnerRow))]
[JsonSerializable(typeof(PartnerTest))]
[JsonSerializable(typeof(AddReport))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class PartnerJson : JsonSerializerContext;
