namespace Gatepost.Tests.Docs;

public sealed class LimitsTests
{
    // What concerns mail going out stands elsewhere.
    private static readonly string[] Outgoing = ["connect", "greeting", "reply", "data_reply", "data_block", "final_reply", "attempt"];

    [Theory]
    [InlineData("limits")]
    [InlineData("timeouts")]
    public void The_page_on_limits_says_what_the_example_says(string section)
    {
        var example = Options(section).Where(option => !Outgoing.Contains(option.Name)).ToList();
        var page = Repository.Read("docs/limits.md").Split('\n')
            .Select(static line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(static cells => cells is ["", ['`', .., '`'], ..])
            .ToDictionary(static cells => cells[1].Trim('`'), static cells => cells[2]);

        Assert.NotEmpty(example);
        Findings.AssertNone(example
            .Where(option => page.GetValueOrDefault(option.Name) != option.Default)
            .Select(option => $"{option.Name} is {option.Default}, the page says {page.GetValueOrDefault(option.Name, "none")}"));
    }

    private static IEnumerable<(string Name, string Default)> Options(string section) =>
        Repository.Read("gatepost.example.toml").Split('\n').Select(static line => line.TrimEnd())
            .SkipWhile(line => line != $"[{section}]").Skip(1).TakeWhile(static line => !line.StartsWith('['))
            .Where(static line => line is ['#', not ' ', ..] && line.Contains(" = ", StringComparison.Ordinal))
            .Select(static line => line[1..].Split(" = ", 2)).Select(static parts => (parts[0], parts[1]));
}
