using Xunit.Sdk;

namespace Gatepost.Tests.Configuration;

/// <summary>A paragraph of <c>mistakes.txt</c>.</summary>
public sealed class MistakeCase : IXunitSerializable
{
    private const string Problem = "=> ", Listener = "@listener", Variable = "@environment ";

    private List<string> _lines = [];

    public string Text => _lines.Contains(Listener)
        ? $"hostname = \"mx.example.org\"\ndata_dir = \"data\"\n[[listener]]\n{Body}"
        : ConfigText.Least + Body;

    public Dictionary<string, string> Environment => _lines
        .Where(static line => line.StartsWith(Variable, StringComparison.Ordinal))
        .Select(static line => line[Variable.Length..].Split('=', 2))
        .ToDictionary(static parts => parts[0], static parts => parts[1]);

    public IEnumerable<string> Expected =>
        _lines.Where(static line => line.StartsWith(Problem, StringComparison.Ordinal))
            .Select(static line => line[Problem.Length..]);

    private string Body => string.Join('\n', _lines.Where(static line =>
        !line.StartsWith(Problem, StringComparison.Ordinal) && !line.StartsWith('@')));

    public static IEnumerable<MistakeCase> All() =>
        File.ReadAllText(Repository.PathOf("tests/Gatepost.Tests/Configuration/mistakes.txt"))
            .Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(static paragraph => paragraph.Trim('\n').Split('\n'))
            .Where(static lines => !lines[0].StartsWith('#'))
            .Select(static lines => new MistakeCase { _lines = [.. lines] });

    public void Serialize(IXunitSerializationInfo info) => info.AddValue("lines", _lines.ToArray());

    public void Deserialize(IXunitSerializationInfo info) => _lines = [.. info.GetValue<string[]>("lines")!];

    public override string ToString() => Body.ReplaceLineEndings(" / ") + string.Concat(Environment.Keys);
}
