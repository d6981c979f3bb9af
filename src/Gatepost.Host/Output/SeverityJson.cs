using System.Text.Json;
using System.Text.Json.Serialization;
using Gatepost.Configuration;

namespace Gatepost.Host.Output;

/// <summary><c>error</c> and <c>warning</c>, as the text of a problem says it.</summary>
internal sealed class SeverityJson() : JsonStringEnumConverter<ProblemSeverity>(JsonNamingPolicy.SnakeCaseLower);
