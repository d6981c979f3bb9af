using System.Text.Json;
using System.Text.Json.Serialization;
using Gatepost.Checks;
using Gatepost.Checks.Reports;
using Gatepost.Host.Check;

namespace Gatepost.Host.Doctor;

/// <summary>The JSON of <c>gatepost doctor</c> (docs/running.md).</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true,
    Converters = [typeof(SeverityWords), typeof(VerdictWords)])]
[JsonSerializable(typeof(DoctorReport))]
internal sealed partial class DoctorJson : JsonSerializerContext
{
    internal sealed class SeverityWords() : WordJson<Severity>(Small);

    internal sealed class VerdictWords() : WordJson<OwnVerdict>(Small);

    private static string Small<T>(T value) where T : struct, Enum =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
