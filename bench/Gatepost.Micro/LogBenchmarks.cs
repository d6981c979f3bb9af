using BenchmarkDotNet.Attributes;
using Gatepost.Host.Logging;
using Microsoft.Extensions.Logging;

namespace Gatepost.Micro;

/// <summary>The two lines that each message leaves in the log.</summary>
public class LogBenchmarks : IDisposable
{
    private readonly LineLog _log = new(new OneLineFormat(underSystemd: false, TimeProvider.System), Stream.Null);
    private readonly ILogger _logger;

    public LogBenchmarks() => _logger = _log.CreateLogger("Gatepost.Dispatch.AttemptRecorder");

    [GlobalCleanup]
    public void Dispose()
    {
        _log.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Description = "a line of the log")]
    public void Line() => _logger.Log(LogLevel.Information, new EventId(5001, "LogAttempted"), 0, null,
        static (_, _) => "01JD8XK4Q2-0: delivered to mx.lighthouse.test[192.0.2.1]:25, host-verified TLSv1.3 TLS_AES_256_GCM_SHA384: 250 2.0.0 taken");
}
