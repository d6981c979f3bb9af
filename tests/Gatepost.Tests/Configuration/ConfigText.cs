using Gatepost.Configuration;

namespace Gatepost.Tests.Configuration;

/// <summary>Reads configuration text as if it stood in <c>gatepost.toml</c> of a folder of its own.</summary>
internal static class ConfigText
{
    /// <summary>Three lines that make a whole configuration; what a test adds begins in line 4.</summary>
    public const string Least = """
        hostname = "mx.example.org"
        data_dir = "data"
        listener = [{ role = "submission", listen = "127.0.0.1:0" }]

        """;

    public static readonly IReadOnlyDictionary<string, string> NoEnvironment = new Dictionary<string, string>();

    public static ConfigResult Read(string text, IReadOnlyDictionary<string, string>? environment = null) =>
        ConfigReader.Parse(text, "gatepost.toml", environment ?? NoEnvironment);

    /// <summary>The configuration of <see cref="Least"/> and more, which must be without errors.</summary>
    public static GatepostConfig Good(string more, IReadOnlyDictionary<string, string>? environment = null)
    {
        var result = Read(Least + more, environment);
        Assert.Empty(result.Errors.Select(static problem => problem.ToString()));
        return result.Config!;
    }

    /// <summary>The errors of <see cref="Least"/> and more, as an operator sees them.</summary>
    public static IReadOnlyList<string> Errors(string more)
    {
        var result = Read(Least + more);
        if (result.Errors.Any()) Assert.Null(result.Config);
        return [.. result.Errors.Select(static problem => problem.ToString())];
    }

    public static IReadOnlyList<string> Warnings(string more) =>
        [.. Read(Least + more).Warnings.Select(static problem => problem.ToString())];
}
