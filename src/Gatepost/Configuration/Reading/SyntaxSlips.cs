using System.Text.RegularExpressions;
using Tomlyn.Syntax;

namespace Gatepost.Configuration.Reading;

/// <summary>Turns the parser's diagnostics into problems that an administrator
/// understands: one a line, with the usual remedy.</summary>
internal static partial class SyntaxSlips
{
    public static void Report(DocumentSyntax document, string text, string file, ProblemLog problems)
    {
        var lines = text.Split('\n');
        var told = new HashSet<int>();
        foreach (var slip in document.Diagnostics.OrderBy(static slip => slip.Span.Start.Line)
            .ThenBy(static slip => slip.Span.Start.Column))
        {
            var line = slip.Span.Start.Line;
            if (!told.Add(line)) continue;
            var source = line < lines.Length ? lines[line].TrimEnd('\r') : "";
            var (message, remedy) = Explain(source, slip.Message);
            problems.Error(new Spot(file, line + 1, slip.Span.Start.Column + 1), null, message, remedy);
        }
    }

    private static (string Message, string? Remedy) Explain(string source, string diagnostic)
    {
        if (Unquoted().Match(source) is { Success: true } match)
        {
            var value = match.Groups["value"].Value.Trim();
            return ($"the value {Quoted.Value(value)} lacks its quotes", $"write {match.Groups["key"].Value} = \"{value}\"");
        }

        if (WithoutValue().IsMatch(source)) return ("there is no value behind the =", "write one, or put a # before the line");
        if (Section().IsMatch(source))
            return ($"{Quoted.Value(source.Trim())} is no section", "write [name], or [[name]] where there may be several");
        if (source.Count(static c => c == '"') % 2 == 1)
            return ("a quotation mark is missing in this line", "close the value with \"");
        return ($"this is no TOML: {char.ToLowerInvariant(diagnostic[0])}{diagnostic[1..]}", null);
    }

    [GeneratedRegex("""^\s*(?<key>[\w.-]+)\s*=\s*(?<value>(?!true\b|false\b)[^\s"'\[\]{}#=,][^"'#]*)""",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unquoted();

    [GeneratedRegex(@"^\s*[\w.-]+\s*=\s*(#.*)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WithoutValue();

    [GeneratedRegex(@"^\s*\[[^=]*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Section();
}
