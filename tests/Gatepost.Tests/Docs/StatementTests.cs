using System.Text.RegularExpressions;

namespace Gatepost.Tests.Docs;

public sealed partial class StatementTests
{
    private static readonly Dictionary<string, string> Listed =
        MarkdownTable.Rows(Repository.Read("docs/statements.md"), "statement")
            .ToDictionary(static cells => cells[0], static cells => cells[3]);

    // Dialogues name their statements in comments, and their runner makes traits of them.
    private static readonly HashSet<string> Borne = [.. Repository.Files("tests", "*.cs")
        .SelectMany(static path => Trait().Matches(Repository.Read(path)).Select(static m => m.Groups[1].Value))
        .Concat(Repository.Files("tests", "*.dialogue")
            .SelectMany(static path => Dialogues.Dialogue.Read(Path.GetFileNameWithoutExtension(path)).Statements))];

    [Fact]
    public void Each_statement_that_is_held_has_a_test() => Findings.AssertNone(Listed
        .Where(static row => row.Value == "held" && !Borne.Contains(row.Key))
        .Select(static row => $"{row.Key} has no test with [Trait(\"Statement\", \"{row.Key}\")]"));

    [Fact]
    public void Each_statement_that_a_test_bears_is_listed() =>
        Findings.AssertNone(Borne.Where(static id => !Listed.ContainsKey(id)).Order(StringComparer.Ordinal));

    [GeneratedRegex("""Trait\("Statement", "([A-Z0-9]+-[0-9]+[a-z]?)"\)""")]
    private static partial Regex Trait();
}
