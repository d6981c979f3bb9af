using System.CommandLine;

namespace Gatepost.Host.CommandLine;

/// <summary><c>-c FILE</c>: which configuration.</summary>
internal static class ConfigOption
{
    public const string Variable = "GATEPOST_CONFIG";
    private const string System = "/etc/gatepost/gatepost.toml", Here = "gatepost.toml";

    public static Option<string?> Create() => new("--config", "-c")
    {
        Description = $"The configuration file; else {Variable}, else {Here} here, else {System}.",
        HelpName = "FILE",
    };

    /// <summary>The file that is meant, for verbs that can do without: null where none is named and none is there.</summary>
    /// <exception cref="Trouble">One is named, and cannot be had.</exception>
    public static string? FindPath(string? given)
    {
        var isNamed = given is not null || Environment.GetEnvironmentVariable(Variable) is not null;
        return isNamed || File.Exists(Here) || File.Exists(System) ? PathOf(given) : null;
    }

    /// <summary>The file that is meant.</summary>
    /// <exception cref="Trouble">There is none.</exception>
    public static string PathOf(string? given)
    {
        var named = given ?? Environment.GetEnvironmentVariable(Variable);
        var path = named ?? (File.Exists(Here) ? Here : System);
        try
        {
            if (!File.GetAttributes(path).HasFlag(FileAttributes.Directory)) return path;
            throw Missing($"the configuration {path} is a folder; name the file in it");
        }
        catch (UnauthorizedAccessException)
        {
            throw Missing($"{path} may not be looked at; run this as the user that runs gatepost, or name another file with -c");
        }
        catch (IOException)
        {
            throw Missing(named is null
                ? $"no configuration: neither {Here} here nor {System} exists; name one with -c FILE"
                : $"the configuration file {path} does not exist; copy gatepost.example.toml and edit it");
        }
    }

    private static Trouble Missing(string message) => new(message, ExitCode.Unavailable);
}
