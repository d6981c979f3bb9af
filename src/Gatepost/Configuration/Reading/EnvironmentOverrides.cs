namespace Gatepost.Configuration.Reading;

/// <summary>
/// Lays values from the environment over those of the file: <c>GATEPOST_HOSTNAME</c>, <c>GATEPOST_QUEUE__LIFETIME</c>. Rows of
/// sections that stand several times cannot be reached so: there is no telling which is meant.
/// </summary>
internal sealed class EnvironmentOverrides(ProblemLog problems, IReadOnlyList<Section> sections)
{
    private const string Prefix = "GATEPOST_";

    public void Apply(TableNode root, IReadOnlyDictionary<string, string> environment)
    {
        foreach (var (variable, value) in environment.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            if (!variable.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) continue;
            var spot = new Spot($"environment variable {variable}", 0, 0);
            var parts = variable[Prefix.Length..].ToLowerInvariant().Split("__", 2);
            var node = new KeyedNode(spot, new ScalarNode(spot, ScalarForm.Environment, value));
            if (parts.Length == 1) Top(root, parts[0], node);
            else Within(root, parts[0], parts[1], node);
        }
    }

    /// <summary>Other programs of the house may use the prefix too, so an
    /// unknown name is only told where a typo is likely.</summary>
    private void Top(TableNode root, string name, KeyedNode node)
    {
        var names = sections[0].Options.Select(static option => option.Name).ToList();
        if (names.Contains(name)) root.Keys[name] = node;
        else if (Suggestion.For(name, names) is { } near)
            problems.Warn(node.KeySpot, null, "names no option, and is not used", near);
    }

    private void Within(TableNode root, string sectionName, string name, KeyedNode node)
    {
        var section = sections.FirstOrDefault(section => section.Name == sectionName && section.Shape is not SectionShape.Top);
        if (section is null)
        {
            problems.Error(node.KeySpot, null, $"there is no section {Quoted.Value(sectionName)}",
                Suggestion.For(sectionName, sections.Select(static other => other.Name).Where(static other => other.Length > 0)));
        }
        else if (section.Shape is SectionShape.Repeated)
        {
            problems.Error(node.KeySpot, null,
                $"{section.Header} may stand several times, so the environment cannot say which is meant",
                "set it in the file");
        }
        else if (section.Options.All(option => option.Name != name))
        {
            problems.Error(node.KeySpot, section.Name, $"{Quoted.Value(name)} is no option of {section.Header}",
                Suggestion.For(name, section.Options.Select(static option => option.Name)));
        }
        else if (Table(root, section.Name) is { } table)
        {
            table.Keys[name] = node;
        }
    }

    private static TableNode? Table(TableNode root, string name)
    {
        if (root.Keys.TryGetValue(name, out var there)) return there.Value as TableNode;
        var table = new TableNode(root.Spot) { Origin = TableOrigin.Header };
        root.Keys.Add(name, new KeyedNode(root.Spot, table));
        return table;
    }
}
