using System.Text.Json.Serialization;

namespace Gatepost.Checks.TlsProbing;

/// <summary>The four classes of NCSC-NL's "ICT security guidelines for TLS", the best first.</summary>
[JsonConverter(typeof(SnakeCaseConverter<SecurityClass>))]
internal enum SecurityClass
{
    /// <summary>Future-proof.</summary>
    Good,

    /// <summary>Less future-proof than good; fine where compatibility asks for it.</summary>
    Sufficient,

    /// <summary>Known to be fragile: it may become insufficient at any time.</summary>
    PhaseOut,

    /// <summary>Not secure.</summary>
    Insufficient,
}
