namespace Gatepost.Configuration.Reading;

/// <summary>One option of a section, as reading and documentation see it.</summary>
internal abstract class Option(string name, string doc)
{
    /// <summary>Its key.</summary>
    public string Name { get; } = name;

    /// <summary>What it does, in a sentence or two.</summary>
    public string Doc { get; } = doc;

    /// <summary>The name of its type.</summary>
    public abstract string KindName { get; }

    /// <summary>How one writes it.</summary>
    public abstract string Hint { get; }

    /// <summary>The default as TOML; null: not set, or there is none.</summary>
    public abstract string? Default { get; }
}

/// <summary>An option of rows of one type.</summary>
internal abstract class Option<TRow>(string name, string doc) : Option(name, doc)
{
    /// <summary>The row with the option as the node says it; the row as it was where the node is wrong.</summary>
    public abstract TRow Apply(TRow row, ConfigNode node, ReadingScope scope);
}

/// <summary>An option with its value: reads the default from the seed row, and writes into a copy of the row.</summary>
internal sealed class Option<TRow, TValue>(
    (string Name, string Doc) words, ValueKind<TValue> kind, Func<TRow, TValue> get, Func<TRow, TValue, TRow> set, TRow seed)
    : Option<TRow>(words.Name, words.Doc)
{
    public override string KindName => kind.Name;

    public override string Hint => kind.Hint;

    public override string? Default => kind.Format(get(seed));

    public override TRow Apply(TRow row, ConfigNode node, ReadingScope scope) =>
        kind.TryRead(node, scope, out var value) ? set(row, value) : row;
}

/// <summary>An option of a part of the row, such as its TLS.</summary>
internal sealed class PartOption<TRow, TPart>(Option<TPart> option, Func<TRow, TPart> get, Func<TRow, TPart, TRow> set)
    : Option<TRow>(option.Name, option.Doc)
{
    public override string KindName => option.KindName;

    public override string Hint => option.Hint;

    public override string? Default => option.Default;

    public override TRow Apply(TRow row, ConfigNode node, ReadingScope scope) => set(row, option.Apply(get(row), node, scope));
}
