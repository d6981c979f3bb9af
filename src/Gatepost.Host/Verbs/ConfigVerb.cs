using System.CommandLine;
using Gatepost.Certificates;
using Gatepost.Configuration;
using Gatepost.Configuration.Checks;
using Gatepost.Host.CommandLine;
using Gatepost.Host.Output;

namespace Gatepost.Host.Verbs;

/// <summary><c>gatepost config …</c>: is the configuration right?</summary>
internal static class ConfigVerb
{
    public static Verb Build(Terminal terminal) =>
        new Verb("config", "Checks the configuration.", "gatepost config check -c /etc/gatepost/gatepost.toml").With(
            Check(terminal));

    private static Verb Check(Terminal terminal)
    {
        var config = ConfigOption.Create();
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        return new Verb("check", "Shows all mistakes at once, each with its line and what would be right.",
                "gatepost config check -c /etc/gatepost/gatepost.toml")
            .With(config, json)
            .Does(terminal, (parsed, _) =>
            {
                var path = ConfigOption.PathOf(parsed.GetValue(config));
                var result = ConfigReader.Read(
                    path, ConfigLoading.Environment,
                    [new CertificateChecks(terminal.Time), new PartnerTermChecks(terminal.Time)]);
                if (parsed.GetValue(json)) ShownJson.Print(terminal, result.Problems, OutputJson.Default);
                else Print(terminal, path, result);
                return Task.FromResult(result.Errors.Any() ? ExitCode.Refused : ExitCode.Ok);
            });
    }

    private static void Print(Terminal terminal, string path, ConfigResult result)
    {
        foreach (var problem in result.Problems) terminal.Out.WriteLine(problem.ToString());
        var errors = result.Errors.Count();
        if (errors > 0)
        {
            terminal.Out.WriteLine($"{path}: {errors} {(errors == 1 ? "error" : "errors")}");
            return;
        }

        var config = result.Config!;
        terminal.Out.WriteLine(
            $"{path}: right. {config.Hostname}: {Count(config.Listeners.Count, "listener")}, "
            + $"{Count(config.Domains.Count, "domain")}, {Count(config.Partners.Count, "partner")}, "
            + $"{Count(config.Certificates.Count, "certificate")}");
    }

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
