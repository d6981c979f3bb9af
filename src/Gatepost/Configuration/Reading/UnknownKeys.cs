namespace Gatepost.Configuration.Reading;

/// <summary>Finds keys that no table of options knows: a typo must not pass for a setting.</summary>
internal sealed class UnknownKeys(ProblemLog problems, IReadOnlyList<Section> sections)
{
    public void Report(TableNode root)
    {
        var top = sections.Single(static section => section.Shape is SectionShape.Top);
        foreach (var (name, node) in root.Keys)
        {
            if (sections.FirstOrDefault(section => section.Name == name) is { } section) Within(section, node.Value);
            else if (top.Options.All(option => option.Name != name)) Unknown(top, name, node, node.Value is not ScalarNode);
        }
    }

    private void Within(Section section, ConfigNode node)
    {
        if (node is ListNode list)
        {
            foreach (var item in list.Items) Within(section, item);
        }
        else if (node is TableNode table)
        {
            foreach (var (name, keyed) in table.Keys)
                if (section.Options.All(option => option.Name != name)) Unknown(section, name, keyed, perhapsSection: false);
        }
    }

    private void Unknown(Section section, string name, KeyedNode node, bool perhapsSection)
    {
        var names = section.Options.Select(static option => option.Name);
        if (perhapsSection) names = names.Concat(sections.Select(static other => other.Name)
            .Where(static other => other.Length > 0));
        var what = perhapsSection && node.Value is not ListNode { Items: [ScalarNode, ..] } ? "section" : "option";
        problems.Error(node.KeySpot, section.Name.Length == 0 ? null : section.Name,
            $"{Quoted.Value(name)} is no {what} that Gatepost knows",
            Elsewhere(name) ?? Suggestion.For(name, names) ?? "docs/configuration.md lists them all");
    }

    /// <summary>Options of the top level that stand below a header belong to
    /// that header: the slip that TOML invites most.</summary>
    private string? Elsewhere(string name)
    {
        var homes = sections.Where(section => section.Options.Any(option => option.Name == name))
            .Select(static section => section.Header).ToList();
        if (homes.Count == 0) return null;
        return homes[0] == sections[0].Header
            ? "it belongs at the top of the file, above the first [section]"
            : $"it belongs under {string.Join(" or ", homes)}";
    }
}
