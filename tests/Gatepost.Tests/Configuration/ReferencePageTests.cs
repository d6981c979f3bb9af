using System.Text;
using Gatepost.Configuration.Options;
using Gatepost.Configuration.Reading;

namespace Gatepost.Tests.Configuration;

/// <summary>Holds the tables of <c>docs/configuration.md</c> against the tables of options.</summary>
public sealed class ReferencePageTests
{
    private const string Begin = "<!-- reference -->\n", End = "<!-- end of reference -->";

    [Fact]
    public void The_reference_in_the_page_is_what_is_implemented()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "configuration.md"));
        var from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var written = page[from..page.IndexOf(End, StringComparison.Ordinal)];
        var wanted = Reference();

        if (wanted != written)
        {
            var path = Path.Combine(Repository.Root, "artifacts", "configuration-reference.md");
            File.WriteAllText(path, wanted);
            Assert.Fail($"docs/configuration.md has an old reference; the right one is in {path}");
        }
    }

    private static string Reference()
    {
        var text = new StringBuilder();
        foreach (var section in Schema.Sections)
        {
            text.Append($"\n### {(section.Name.Length == 0 ? "Top of the file" : $"`{section.Header}`")}\n\n{section.Doc}\n\n");
            text.Append("| option | type | default | what it does |\n|---|---|---|---|\n");
            foreach (var option in section.Options) text.Append(Row(section, option));
        }

        return text.Append('\n').ToString();
    }

    private static string Row(Section section, Option option)
    {
        var value = section.Required.Contains(option.Name) ? "must be set" : option.Default is { } text ? $"`{text}`" : "not set";
        return $"| `{option.Name}` | {option.KindName} | {value} | {option.Doc} |\n";
    }
}
