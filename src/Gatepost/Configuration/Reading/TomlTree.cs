using System.Globalization;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Gatepost.Configuration.Reading;

/// <summary>
/// Makes a tree of tables, lists and values with their places from TOML text (TOML 1.0). The parser finds slips of syntax;
/// double keys and tables are found here, since it lets a second <c>[table]</c> pass and points at the wrong line for others.
/// </summary>
internal sealed class TomlTree(string file, ProblemLog problems)
{
    /// <summary>The file's root table, as far as it could be read.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="firstSlip">The line of the first slip of syntax; <see cref="int.MaxValue"/>: none.</param>
    public TableNode Parse(string text, out int firstSlip)
    {
        var root = new TableNode(new Spot(file, 0, 0)) { Origin = TableOrigin.Header };
        if (Document(text) is not { } document)
        {
            firstSlip = 0;
            return root;
        }

        foreach (var pair in document.KeyValues) Put(root, pair);
        foreach (var table in document.Tables) Open(root, table);

        firstSlip = int.MaxValue;
        foreach (var slip in document.Diagnostics) firstSlip = Math.Min(firstSlip, slip.Span.Start.Line + 1);
        SyntaxSlips.Report(document, text, file, problems);
        return root;
    }

    // The parser throws at some texts, such as one that ends within an escape: as half a file does that is just being written.
    private DocumentSyntax? Document(string text)
    {
        try
        {
            return SyntaxParser.Parse(text, file, validate: false);
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or FormatException
            or IndexOutOfRangeException or OverflowException)
        {
            problems.Error(new Spot(file, 0, 0), null, "this is no TOML, and the parser cannot say where",
                "look at the last change; a text may end within a \\ that stands for nothing");
            return null;
        }
    }

    private void Open(TableNode root, TableSyntaxBase syntax)
    {
        if (syntax.Name is null) return;
        var path = Path(syntax.Name);
        var spot = At(syntax);
        if (path.Count == 0 || Walk(root, path, spot, TableOrigin.Implied) is not { } parent) return;

        var name = path[^1];
        var table = syntax is TableArraySyntax ? AddRow(parent, name, spot) : AddTable(parent, name, spot);
        if (table is null) return;
        foreach (var pair in syntax.Items) Put(table, pair);
    }

    private TableNode? AddTable(TableNode parent, string name, Spot spot)
    {
        if (!parent.Keys.TryGetValue(name, out var there))
        {
            var fresh = new TableNode(spot) { Origin = TableOrigin.Header };
            parent.Keys.Add(name, new KeyedNode(spot, fresh));
            return fresh;
        }

        if (there.Value is TableNode { Origin: TableOrigin.Implied } implied)
        {
            implied.Origin = TableOrigin.Header;
            return implied;
        }

        Twice(spot, $"[{name}]", there.KeySpot);
        return null;
    }

    private TableNode? AddRow(TableNode parent, string name, Spot spot)
    {
        var row = new TableNode(spot) { Origin = TableOrigin.Header };
        if (!parent.Keys.TryGetValue(name, out var there))
        {
            parent.Keys.Add(name, new KeyedNode(spot, new ListNode(spot, new List<ConfigNode> { row })));
            return row;
        }

        if (there.Value is ListNode { Items: List<ConfigNode> rows })
        {
            rows.Add(row);
            return row;
        }

        Twice(spot, $"[[{name}]]", there.KeySpot);
        return null;
    }

    private void Put(TableNode table, KeyValueSyntax pair)
    {
        if (pair.Key is null || pair.Value is null) return;
        var path = Path(pair.Key);
        var spot = At(pair.Key);
        if (path.Count == 0 || Walk(table, path, spot, TableOrigin.Inline) is not { } parent) return;
        if (parent.Keys.TryGetValue(path[^1], out var there)) Twice(spot, Quoted.Value(path[^1]), there.KeySpot);
        else parent.Keys.Add(path[^1], new KeyedNode(spot, Value(pair.Value)));
    }

    /// <summary>From a table along all names but the last; null where something else stands in the way.</summary>
    private TableNode? Walk(TableNode from, List<string> path, Spot spot, TableOrigin origin)
    {
        var table = from;
        foreach (var name in path.Take(path.Count - 1))
        {
            if (!table.Keys.TryGetValue(name, out var there))
            {
                there = new KeyedNode(spot, new TableNode(spot) { Origin = origin });
                table.Keys.Add(name, there);
            }

            var next = there.Value is ListNode { Items: [.., TableNode last] } ? last : there.Value as TableNode;
            if (next is null)
            {
                Twice(spot, Quoted.Value(name), there.KeySpot);
                return null;
            }

            table = next;
        }

        return table;
    }

    private ConfigNode Value(ValueSyntax syntax)
    {
        var spot = At(syntax);
        switch (syntax)
        {
            case StringValueSyntax text: return new ScalarNode(spot, ScalarForm.Text, text.Value ?? "");
            case IntegerValueSyntax number:
                return new ScalarNode(spot, ScalarForm.Number, number.Value.ToString(CultureInfo.InvariantCulture));
            case FloatValueSyntax: return new ScalarNode(spot, ScalarForm.Fraction, Source(syntax));
            case BooleanValueSyntax flag: return new ScalarNode(spot, ScalarForm.Switch, flag.Value ? "true" : "false");
            case ArraySyntax array:
                var items = new List<ConfigNode>();
                foreach (var item in array.Items)
                    if (item.Value is not null) items.Add(Value(item.Value));
                return new ListNode(spot, items);
            case InlineTableSyntax inline:
                var table = new TableNode(spot) { Origin = TableOrigin.Inline };
                foreach (var item in inline.Items)
                    if (item.KeyValue is not null) Put(table, item.KeyValue);
                return table;
            default: return new ScalarNode(spot, ScalarForm.Date, Source(syntax));
        }
    }

    private static string Source(SyntaxNode syntax) => (syntax.ToString() ?? "").Trim();

    private static List<string> Path(KeySyntax key)
    {
        var path = new List<string>();
        if (Name(key.Key) is { } first) path.Add(first);
        foreach (var dotted in key.DotKeys)
            if (Name(dotted.Key) is { } name) path.Add(name);
        return path;
    }

    private static string? Name(BareKeyOrStringValueSyntax? key) => key switch
    {
        BareKeySyntax bare => bare.Key?.Text?.Trim(),
        StringValueSyntax quoted => quoted.Value,
        _ => null,
    };

    private void Twice(Spot spot, string what, Spot first) =>
        problems.Error(spot, null, $"{what} stands here for the second time; the first is in line {first.Line}",
            what.StartsWith('[') ? "put the options of both under one" : "remove one of them");

    private Spot At(SyntaxNode syntax) => new(file, syntax.Span.Start.Line + 1, syntax.Span.Start.Column + 1);
}
