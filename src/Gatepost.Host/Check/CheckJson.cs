using System.Text.Json;
using System.Text.Json.Serialization;
using Gatepost.Checks;
using Gatepost.Checks.Reports;
using Gatepost.Messages;

namespace Gatepost.Host.Check;

/// <summary>The JSON of <c>gatepost check</c> (docs/checks.md).</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters =
    [
        typeof(LevelWords), typeof(AssuranceWords), typeof(SeverityWords),
        typeof(OutlookWords), typeof(VerdictWords), typeof(StageWords), typeof(MarkWords),
    ])]
[JsonSerializable(typeof(IReadOnlyList<DomainReport>))]
[JsonSerializable(typeof(OwnReport))]
internal sealed partial class CheckJson : JsonSerializerContext
{
    internal sealed class LevelWords() : WordJson<TlsLevel>(TlsLevels.Word);

    internal sealed class AssuranceWords() : WordJson<Assurance>(Assurances.Word);

    internal sealed class SeverityWords() : WordJson<Severity>(Small);

    internal sealed class OutlookWords() : WordJson<Outlook>(Small);

    internal sealed class VerdictWords() : WordJson<OwnVerdict>(Small);

    internal sealed class StageWords() : WordJson<CheckStage>(Small);

    internal sealed class MarkWords() : WordJson<StageMark>(Small);

    private static string Small<T>(T value) where T : struct, Enum =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
