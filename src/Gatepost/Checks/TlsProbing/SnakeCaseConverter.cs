using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gatepost.Checks.TlsProbing;

/// <summary>Values of an enum as <c>phase_out</c>, like the names beside them.</summary>
internal sealed class SnakeCaseConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower)
    where T : struct, Enum;
