using System.Text.Json;
using System.Text.Json.Serialization;
using Gatepost.Storage.Upkeep;

namespace Gatepost.Host.Output;

/// <summary><c>ok</c>, <c>note</c>, <c>broken</c></summary>
internal sealed class PartStateJson() : JsonStringEnumConverter<PartState>(JsonNamingPolicy.SnakeCaseLower);
