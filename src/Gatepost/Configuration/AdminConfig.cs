using System.Net;

namespace Gatepost.Configuration;

/// <summary><c>[admin]</c>: health and metrics over HTTP, and where OTLP goes.</summary>
public sealed record AdminConfig
{
    /// <summary>Where health and metrics are served; loopback only; null: nowhere.</summary>
    public IPEndPoint? Listen { get; init; } = new(IPAddress.Loopback, 8025);

    /// <summary>OTLP endpoint, or null.</summary>
    public Uri? OtlpEndpoint { get; init; }
}
