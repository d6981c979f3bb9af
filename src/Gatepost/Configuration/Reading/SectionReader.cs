namespace Gatepost.Configuration.Reading;

/// <summary>Reads the rows of one section from the tree by its table of options.</summary>
internal sealed class SectionReader(ProblemLog problems, string folder, TableNode root)
{
    /// <summary>The top level or a section that stands at most once; with its defaults where it does not stand.</summary>
    public Row<T> One<T>(Section<T> section)
    {
        if (section.Shape is SectionShape.Top) return Read(section, root, "");
        if (!root.Keys.TryGetValue(section.Name, out var node)) return Read(section, new TableNode(root.Spot), section.Name);
        if (node.Value is TableNode table) return Read(section, table, section.Name);

        var remedy = node.Value is ListNode ? $"write {section.Header}: there is only one"
            : $"write {section.Header} and its options below";
        problems.Error(node.KeySpot, section.Name, $"{Quoted.Value(section.Name)} is a section", remedy);
        return new Row<T>(section.Seed, section.Name, node.KeySpot, root.Keys);
    }

    /// <summary>A section that may stand several times.</summary>
    public IReadOnlyList<Row<T>> Many<T>(Section<T> section)
    {
        if (!root.Keys.TryGetValue(section.Name, out var node)) return [];
        if (node.Value is not ListNode list)
        {
            problems.Error(node.KeySpot, section.Name, $"{Quoted.Value(section.Name)} may stand several times",
                $"write {section.Header}, with two brackets on each side");
            return [];
        }

        var rows = new List<Row<T>>();
        foreach (var item in list.Items)
        {
            var label = $"{section.Name}[{rows.Count + 1}]";
            if (item is TableNode table) rows.Add(Read(section, table, label));
            else problems.Error(item.Spot, label, $"a table is wanted here, not {Quoted.Value(item)}", $"write {section.Header}");
        }

        return rows;
    }

    private Row<T> Read<T>(Section<T> section, TableNode table, string label)
    {
        var value = section.Seed;
        var row = new Row<T>(value, label, table.Spot, table.Keys);
        foreach (var option in section)
        {
            if (table.Keys.TryGetValue(option.Name, out var node))
                value = option.Apply(value, node.Value, new ReadingScope(problems, folder, row.Name(option.Name)));
            else if (section.Required.Contains(option.Name))
                problems.Error(table.Spot, row.Name(option.Name), $"is not set, but must be: {option.Doc.TrimEnd('.')}",
                    $"write {option.Name} = {option.Hint}");
        }

        return row with { Value = value };
    }
}
