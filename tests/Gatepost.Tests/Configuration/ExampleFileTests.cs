using System.Text.RegularExpressions;
using Gatepost.Configuration;
using Gatepost.Configuration.Options;

namespace Gatepost.Tests.Configuration;

/// <summary>Holds <c>gatepost.example.toml</c> against the tables of options.</summary>
public sealed partial class ExampleFileTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "gatepost.example.toml"));

    [Fact]
    public void The_example_is_free_of_errors()
    {
        var result = ConfigReader.Parse(Text, "gatepost.example.toml", ConfigText.NoEnvironment);

        Assert.Empty(result.Problems.Select(static problem => problem.ToString()));
    }

    [Fact]
    public void Each_option_stands_in_the_example_with_a_sentence_before_it_and_its_default()
    {
        var findings = new List<string>();
        foreach (var section in Schema.Sections)
        {
            var shown = Shown(section.Name);
            foreach (var option in section.Options)
            {
                var lines = shown.Where(line => line.Name == option.Name).ToList();
                if (lines.Count == 0) findings.Add($"{section.Header} {option.Name} is not documented");
                var inherited = option.Name.StartsWith("tls_", StringComparison.Ordinal) && section.Name != "domain";
                if (lines.Count > 0 && !inherited && !lines.Exists(static line => line.HasSentence))
                    findings.Add($"{section.Header} {option.Name} has no sentence before it");
                if (option.Default is { } value && !section.Required.Contains(option.Name)
                    && !lines.Exists(line => line.Value == value))
                    findings.Add($"{section.Header} {option.Name} does not show its default {value}");
            }
        }

        Assert.Empty(findings);
    }

    [Fact]
    public void What_the_example_shows_exists()
    {
        foreach (var section in Schema.Sections)
        {
            var known = section.Options.Select(static option => option.Name).ToList();
            Assert.Empty(Shown(section.Name).Select(static line => line.Name).Except(known));
        }
    }

    [Fact]
    public void With_every_comment_taken_away_it_still_has_no_unknown_option_and_no_broken_value()
    {
        var bare = CommentedOut().Replace(Text, "$1");
        var allowed = new[] { "there is no file", "is taken", "has its row already", "stands here for the second time",
            "is a domain of ours" };

        var problems = ConfigReader.Parse(bare, "gatepost.example.toml", ConfigText.NoEnvironment).Errors;

        Assert.DoesNotContain(problems.Select(static problem => problem.ToString()), text => !allowed.Any(text.Contains));
    }

    private static List<(string Name, string Value, bool HasSentence)> Shown(string wanted)
    {
        var shown = new List<(string, string, bool)>();
        var section = "";
        var sentence = false;
        foreach (var line in Text.Split('\n'))
        {
            if (Header().Match(line) is { Success: true } header) section = header.Groups[1].Value;
            else if (OptionLine().Match(line) is { Success: true } option && section == wanted)
                shown.Add((option.Groups[1].Value, option.Groups[2].Value, sentence));
            sentence = line.StartsWith("# ", StringComparison.Ordinal);
        }

        return shown;
    }

    [GeneratedRegex(@"^#?\[+(\w+)\]+$")]
    private static partial Regex Header();

    [GeneratedRegex("^#?([a-z_]+) = (.+)$")]
    private static partial Regex OptionLine();

    [GeneratedRegex(@"^#([a-z_]+ = .+|\[.+\])$", RegexOptions.Multiline)]
    private static partial Regex CommentedOut();
}
