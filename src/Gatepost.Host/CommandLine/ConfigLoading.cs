using System.Collections;
using System.Diagnostics.Metrics;
using Gatepost.Configuration;
using Gatepost.Configuration.Checks;
using Gatepost.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Gatepost.Host.CommandLine;

/// <summary>Reads the configuration for a verb.</summary>
internal static class ConfigLoading
{
    /// <summary>
    /// The environment, of which <c>GATEPOST_…</c> overrides the file; without the variables that are for the command line.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } = System.Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .Where(entry => entry.Key is not (ConfigOption.Variable or LogOption.Variable))
        .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);

    /// <summary>The snapshot.</summary>
    /// <param name="given">What <c>-c</c> says, or null.</param>
    /// <exception cref="Trouble">There is none, or it has errors: all of them, one a line.</exception>
    public static GatepostConfig Load(string? given)
    {
        var path = ConfigOption.PathOf(given);
        var result = ConfigReader.Read(path, Environment);
        return result.Config ?? throw Broken(path, result);
    }

    /// <summary>The file, as it changes while the program runs.</summary>
    /// <exception cref="Trouble">It has errors now.</exception>
    public static ConfigFile Open(string path, TimeProvider clock, ILoggerFactory loggers, IMeterFactory meters)
    {
        var result = ConfigReader.Read(path, Environment, [new PartnerTermChecks(clock)]);
        if (result.Config is not { } config) throw Broken(path, result);
        var start = new ConfigFileStart(path, Environment, config, result.Problems);
        return new ConfigFile(start, clock, loggers.CreateLogger<ConfigFile>(), new ConfigurationMetrics(meters));
    }

    private static Trouble Broken(string path, ConfigResult result)
    {
        var errors = result.Errors.Select(problem => problem.ToString()).ToList();
        var count = errors.Count == 1 ? "1 error" : $"{errors.Count} errors";
        return new Trouble($"the configuration {path} has {count}:\n{string.Join('\n', errors)}");
    }
}
