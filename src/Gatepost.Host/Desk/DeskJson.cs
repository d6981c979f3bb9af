using System.Text.Json.Serialization;
using Gatepost.Ledger;
using Gatepost.Spool;

namespace Gatepost.Host.Desk;

/// <summary>The JSON of the desk: between the verbs and the running server, and of <c>--json</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters = [typeof(QueueIdJson)])]
[JsonSerializable(typeof(IReadOnlyList<QueueRow>))]
[JsonSerializable(typeof(IReadOnlyList<LedgerRow>))]
[JsonSerializable(typeof(QueueFilter))]
[JsonSerializable(typeof(LedgerQuery))]
[JsonSerializable(typeof(QueueOrder))]
[JsonSerializable(typeof(OrderResult))]
internal sealed partial class DeskJson : JsonSerializerContext;
