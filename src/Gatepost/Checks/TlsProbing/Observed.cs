using System.Text.Json.Serialization;

namespace Gatepost.Checks.TlsProbing;

/// <summary>What was seen of one feature.</summary>
[JsonConverter(typeof(SnakeCaseConverter<Observed>))]
internal enum Observed
{
    /// <summary>It was not looked at: it does not apply, or nothing could show it.</summary>
    NotTried,

    /// <summary>It was looked at, and the peer gave no usable answer.</summary>
    Unknown,

    /// <summary>The server does it.</summary>
    Yes,

    /// <summary>The server does not do it.</summary>
    No,
}
