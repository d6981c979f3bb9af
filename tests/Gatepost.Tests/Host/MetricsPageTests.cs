using System.Text.RegularExpressions;

namespace Gatepost.Tests.Host;

public sealed partial class MetricsPageTests
{
    [Fact]
    public void Every_instrument_is_in_the_operating_guide_and_every_one_there_exists()
    {
        var created = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Instrument().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).ToHashSet();
        var documented = Documented().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs/running.md")))
            .Select(match => match.Groups[1].Value).ToHashSet();
        Assert.True(created.Count > 20);
        string[] files = [".toml", ".lock", ".pid", ".service"];
        Assert.Equal(created.Order(), documented.Where(name => files.All(end => !name.EndsWith(end, StringComparison.Ordinal))).Order());
    }

    [GeneratedRegex("""\.Create\w+(?:<\w+>)?\(\s*"(gatepost\.[a-z_.]+)""")]
    private static partial Regex Instrument();

    [GeneratedRegex("`(gatepost\\.[a-z_.]+)`")]
    private static partial Regex Documented();
}
