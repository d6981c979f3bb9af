using Gatepost.Configuration.Checks;
using Gatepost.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Gatepost.Configuration;

/// <summary>
/// The configuration file while the program runs: looked at every few seconds, read anew when its text changed, taken only where
/// it is without errors. A broken file keeps the last good snapshot in force: a typo must never stop mail.
/// </summary>
public sealed class ConfigFile : IConfigSource, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly string _path;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly GatepostConfig _started;
    private readonly ILogger<ConfigFile> _logger;
    private readonly ConfigurationMetrics _metrics;
    private readonly PartnerTermChecks _terms;
    private readonly ITimer _timer;
    private readonly Lock _reading = new();
    private readonly List<Action<GatepostConfig>> _callbacks_NeedsLock = [];
    private volatile GatepostConfig _current;
    private volatile IReadOnlyList<ConfigProblem> _problems;
    private string? _seen_NeedsLock;

    internal ConfigFile(ConfigFileStart start, TimeProvider time, ILogger<ConfigFile> logger, ConfigurationMetrics metrics)
    {
        (_path, _environment, _started, _problems) = (start.Path, start.Environment, start.Config, start.Problems);
        (_current, _logger, _metrics) = (start.Config, logger, metrics);
        _terms = new PartnerTermChecks(time);
        _seen_NeedsLock = TextOf(_path);
        foreach (var problem in start.Problems) Tell(problem);
        _timer = time.CreateTimer(static file => ((ConfigFile)file!).Look(), this, Interval, Interval);
    }

    /// <inheritdoc />
    public GatepostConfig Current => _current;

    /// <summary>What was found when the file was last read: with errors in it, the snapshot in force is an older one.</summary>
    public IReadOnlyList<ConfigProblem> LastProblems => _problems;

    /// <inheritdoc />
    public IDisposable OnChange(Action<GatepostConfig> changed)
    {
        lock (_reading) _callbacks_NeedsLock.Add(changed);
        return new Subscription(this, changed);
    }

    /// <summary>Reads the file now, also where its text is the same: a file that it names may have come since.</summary>
    /// <returns>Whether the file is in force.</returns>
    public bool Reload()
    {
        lock (_reading)
        {
            _seen_NeedsLock = TextOf(_path);
            return Read_NeedsLock();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        lock (_reading)
        {
            var text = TextOf(_path);
            if (text == _seen_NeedsLock) return;
            _seen_NeedsLock = text;
            Read_NeedsLock();
        }
    }

    private bool Read_NeedsLock()
    {
        var result = ConfigReader.Read(_path, _environment, [_terms]);
        _problems = result.Problems;
        _metrics.Reloaded(result.Config is not null);
        foreach (var problem in result.Problems) Tell(problem);
        if (result.Config is null)
        {
            ConfigLog.ConfigurationNotTaken(_logger, _path, result.Errors.Count());
            return false;
        }

        _current = result.Config;
        ConfigLog.ConfigurationTaken(_logger, _path);
        var restart = RestartNeeds.Between(_started, result.Config);
        if (restart.Count > 0) ConfigLog.NeedsRestart(_logger, _path, string.Join(", ", restart));
        foreach (var changed in _callbacks_NeedsLock.ToArray()) Call(changed, result.Config);
        return true;
    }

    private void Call(Action<GatepostConfig> changed, GatepostConfig config)
    {
        try
        {
            changed(config);
        }
        catch (Exception fault)
        {
            ConfigLog.CallbackFailed(_logger, fault);
        }
    }

    private void Tell(ConfigProblem problem) =>
        ConfigLog.Problem(_logger, problem.Severity is ProblemSeverity.Error ? LogLevel.Error : LogLevel.Warning, problem);

    /// <summary>The text to compare, or why there is none: editors replace files, links
    /// are swapped, and times may stay as they were.</summary>
    private static string? TextOf(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return fault.GetType().Name;
        }
    }

    private sealed class Subscription(ConfigFile file, Action<GatepostConfig> changed) : IDisposable
    {
        public void Dispose()
        {
            lock (file._reading) file._callbacks_NeedsLock.Remove(changed);
        }
    }
}
