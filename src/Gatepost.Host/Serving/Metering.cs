using System.Diagnostics.Metrics;
using Gatepost.Host.Verbs;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Gatepost.Host.Serving;

/// <summary>What is measured and who may read it: Prometheus by asking, OTLP where it is configured.</summary>
internal static class Metering
{
    /// <summary>
    /// Seconds, from a fast commit to a slow destination; the buckets that the library has by itself are meant for milliseconds.
    /// </summary>
    private static readonly double[] Seconds =
        [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 600];

    private static readonly double[] Octets =
        [1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864];

    public static void AddTo(IServiceCollection services, Uri? otlp) => services.AddOpenTelemetry()
        .ConfigureResource(resource => resource.Clear().AddService("gatepost", serviceVersion: VersionVerb.Number))
        .WithMetrics(metrics => Configure(metrics, otlp));

    private static void Configure(MeterProviderBuilder metrics, Uri? otlp)
    {
        metrics.AddMeter("Gatepost");
        metrics.AddView(View);
        metrics.AddPrometheusExporter();
        if (otlp is not null) metrics.AddOtlpExporter(options => options.Endpoint = otlp);
    }

    private static MetricStreamConfiguration? View(Instrument instrument) => instrument switch
    {
        Histogram<double> or Histogram<long> when instrument.Unit == "s" =>
            new ExplicitBucketHistogramConfiguration { Boundaries = Seconds },
        Histogram<double> or Histogram<long> when instrument.Unit == "By" =>
            new ExplicitBucketHistogramConfiguration { Boundaries = Octets },
        _ => null,
    };
}
