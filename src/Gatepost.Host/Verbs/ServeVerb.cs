using System.CommandLine;
using System.Diagnostics.Metrics;
using System.Runtime.InteropServices;
using Gatepost.Configuration;
using Gatepost.Host.CommandLine;
using Gatepost.Host.Logging;
using Gatepost.Host.Output;
using Gatepost.Host.Serving;
using Gatepost.Host.Systemd;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gatepost.Host.Verbs;

/// <summary><c>gatepost serve</c>: the gateway, until a signal ends it. SIGHUP reads the configuration anew.</summary>
internal sealed class ServeVerb(Terminal terminal)
{
    private readonly Option<string?> _config = ConfigOption.Create();
    private readonly Option<string?> _log = LogOption.Create();

    public static Verb Build(Terminal terminal)
    {
        var serve = new ServeVerb(terminal);
        return new Verb("serve", "Runs the gateway until SIGTERM or Ctrl-C. SIGHUP reads the configuration anew.",
                "gatepost serve -c /etc/gatepost/gatepost.toml", "gatepost serve -c gatepost.toml --log info,Inbound=debug")
            .With(serve._config, serve._log)
            .Does(terminal, serve.RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var path = ConfigOption.PathOf(parsed.GetValue(_config));
        var levels = LogOption.LevelsOf(parsed.GetValue(_log));
        await using var framework = new ServiceCollection()
            .AddMetrics()
            .AddLogging(LogOutput.ToStandardError(levels, terminal.Time))
            .BuildServiceProvider();
        var loggers = framework.GetRequiredService<ILoggerFactory>();
        var meters = framework.GetRequiredService<IMeterFactory>();
        using var file = ConfigLoading.Open(path, terminal.Time, loggers, meters);
        var notifier = SystemdNotifier.OfProcess();
        using var reload = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            notifier.Reloading();
            notifier.Ready(file.Reload() ? "Up, the configuration was read anew"
                : "Up with the last good configuration: the file is broken");
        });
        await using var gateway = await Gateway.StartAsync(file, Surroundings(file, loggers, meters), stop);
        notifier.Ready($"Up as {file.Current.Hostname}");
        await Task.WhenAny(gateway.Carrying, Task.Delay(Timeout.InfiniteTimeSpan, terminal.Time, stop));
        notifier.Stopping();
        await gateway.StopAsync(CancellationToken.None);
        await gateway.Carrying;
        return ExitCode.Ok;
    }

    private GatewaySurroundings Surroundings(ConfigFile file, ILoggerFactory loggers, IMeterFactory meters) => new()
    {
        Clock = terminal.Time,
        Loggers = loggers,
        Meters = meters,
        ConfigErrors = () =>
            [.. file.LastProblems.Where(problem => problem.Severity is ProblemSeverity.Error).Select(
                problem => problem.ToString())],
    };
}
