using System.Text.Json.Serialization;
using Gatepost.Ledger;
using Gatepost.Reporting;
using Gatepost.Spool;

namespace Gatepost.Host.Desk;

/// <summary>The JSON of the desk: between the verbs and the running server, and of <c>--json</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters =
    [
        typeof(QueueIdJson), typeof(TlsReasonJson), typeof(TlsLevelJson), typeof(MailDirectionJson), typeof(InboundDemandJson),
    ])]
[JsonSerializable(typeof(IReadOnlyList<QueueRow>))]
[JsonSerializable(typeof(IReadOnlyList<LedgerRow>))]
[JsonSerializable(typeof(QueueFilter))]
[JsonSerializable(typeof(LedgerQuery))]
[JsonSerializable(typeof(SummaryQuery))]
[JsonSerializable(typeof(IReadOnlyList<SummaryLine>))]
[JsonSerializable(typeof(QueueOrder))]
[JsonSerializable(typeof(OrderResult))]
[JsonSerializable(typeof(ReportQuery))]
[JsonSerializable(typeof(Report))]
[JsonSerializable(typeof(RehearsalQuery))]
[JsonSerializable(typeof(Rehearsal))]
internal sealed partial class DeskJson : JsonSerializerContext;
