namespace Gatepost.Configuration.Reading;

/// <summary>A list of values of one type. A single value is taken for a
/// list of one; in the environment commas part them.</summary>
internal sealed class ListKind<T>(string name, ValueKind<T> item)
    : ValueKind<IReadOnlyList<T>>(name, $"a list such as [{item.Hint}]")
{
    public override bool TryRead(ConfigNode node, ReadingScope scope, out IReadOnlyList<T> value)
    {
        var values = new List<T>();
        var good = true;
        foreach (var part in Parts(node))
        {
            if (item.TryRead(part, scope, out var read)) values.Add(read);
            else good = false;
        }

        value = values;
        return good;
    }

    public override string Format(IReadOnlyList<T> value) => $"[{string.Join(", ", value.Select(item.Format))}]";

    private static IEnumerable<ConfigNode> Parts(ConfigNode node) => node switch
    {
        ListNode list => list.Items,
        ScalarNode { Form: ScalarForm.Environment } scalar =>
            scalar.Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(text => scalar with { Text = text }),
        _ => [node],
    };
}
