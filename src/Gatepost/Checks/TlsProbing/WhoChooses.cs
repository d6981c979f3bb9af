using System.Text.Json.Serialization;

namespace Gatepost.Checks.TlsProbing;

/// <summary>Whose order decides, where both sides can do several.</summary>
[JsonConverter(typeof(SnakeCaseConverter<WhoChooses>))]
internal enum WhoChooses
{
    /// <summary>There was no choice, or it could not be seen.</summary>
    Unknown,

    /// <summary>The server's.</summary>
    Server,

    /// <summary>The client's.</summary>
    Client,
}
