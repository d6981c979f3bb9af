using System.Text;
using Gatepost.Configuration;

namespace Gatepost.Fuzz.Targets;

/// <summary>The configuration's text. What is wrong with it is told, whatever it is, and never thrown.</summary>
internal sealed class ConfigTarget : IFuzzTarget
{
    private static readonly Dictionary<string, string> Nothing = [];

    public string Name => "config";

    public IReadOnlyList<string> Words { get; } =
    [
        "hostname = \"gate.example\"\n", "data_dir = \"/nowhere\"\n", "[[listener]]\n", "role = \"mx\"\n", "addresses = [\"127.0.0.1:25\"]\n",
        "[[domain]]\n", "name = \"ours.example\"\n", "next_hop = \"store.example:25\"\n", "[[partner]]\n", "domains = [\".a.example\"]\n", "[limits]\n",
        "message_size = \"10 MiB\"\n", "[queue]\n", "lifetime = \"5d\"\n", "[domain.tls]\n", "level = \"verify\"\n", "names = [\"*.b\"]\n", "[partner.in]\n",
        "client_pins = [\"sha256:00\"]\n", "networks = [\"10.0.0.0/8\"]\n", "[admin]\n", "= \"", "\"\"\"", "'''", "[", "]", "{", "}", "\\u0000", "1e400", "-0",
        "9223372036854775808", "1979-05-27", "inf", "#", "\n", "\xEF\xBB\xBF",
    ];

    public ulong Run(byte[] input)
    {
        var result = ConfigReader.Parse(Encoding.UTF8.GetString(input), "gatepost.toml", Nothing);
        Must.BeEqual(result.Config is null, result.Problems.Any(static problem => problem.Severity is ProblemSeverity.Error),
            "a configuration with errors, or none without");
        foreach (var problem in result.Problems)
        {
            Must.BeOneLine(problem.ToString(), "a problem");
            Must.Hold(problem.ToString().Length <= 4096, "a problem without an end");
        }

        return Must.Shape(Must.Rough(result.Problems.Count), result.Config is null ? 0 : 1);
    }
}
