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

    /// <summary>The file that is meant.</summary>
    /// <exception cref="Trouble">There is none.</exception>
    public static string PathOf(string? given)
    {
        var path = given ?? Environment.GetEnvironmentVariable(Variable) ?? (File.Exists(Here) ? Here : System);
        if (File.Exists(path)) return path;
        throw new Trouble(
            given is null
                ? $"no configuration: neither {Here} here nor {System} exists; name one with -c FILE"
                : $"the configuration file {path} does not exist; copy gatepost.example.toml and edit it",
            ExitCode.Unavailable);
    }
}
