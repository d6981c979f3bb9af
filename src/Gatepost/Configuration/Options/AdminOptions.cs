using Gatepost.Configuration.Reading;

namespace Gatepost.Configuration.Options;

/// <summary>The options of <c>[admin]</c>.</summary>
internal static class AdminOptions
{
    public static readonly Section<AdminConfig> Section = new("admin", SectionShape.Single,
        "Health and metrics, for monitoring.", new AdminConfig())
    {
        { "listen", Kinds.AddressOrOff, row => row.Listen, (row, value) => row with { Listen = value },
            "Where health and metrics are served over HTTP, on this machine only; or \"off\"." },
        { "otlp_endpoint", Kinds.Url, row => row.OtlpEndpoint, (row, value) => row with { OtlpEndpoint = value },
            "The collector to which metrics are sent by OTLP over gRPC; when not set, none." },
    };
}
