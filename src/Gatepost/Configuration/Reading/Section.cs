using System.Collections;

namespace Gatepost.Configuration.Reading;

/// <summary>How often a section may stand in the file.</summary>
internal enum SectionShape
{
    /// <summary>The options before the first section.</summary>
    Top,

    /// <summary><c>[name]</c>, at most once.</summary>
    Single,

    /// <summary><c>[[name]]</c>, a row each.</summary>
    Repeated,
}

/// <summary>A section of the file and its options, in the order in which they are documented.</summary>
internal abstract class Section(string name, SectionShape shape, string doc, IReadOnlyList<string> required)
{
    /// <summary>Its name; empty for the top level.</summary>
    public string Name { get; } = name;

    /// <summary>How often it may stand.</summary>
    public SectionShape Shape { get; } = shape;

    /// <summary>What it is for.</summary>
    public string Doc { get; } = doc;

    /// <summary>The names of options that have no default.</summary>
    public IReadOnlyList<string> Required { get; } = required;

    /// <summary>All its options.</summary>
    public abstract IReadOnlyList<Option> Options { get; }

    /// <summary>As it stands in the file: <c>[queue]</c>.</summary>
    public string Header => Shape switch
    {
        SectionShape.Single => $"[{Name}]",
        SectionShape.Repeated => $"[[{Name}]]",
        _ => "the top of the file",
    };
}

/// <summary>The table of options for rows of one type: one entry here is all that
/// reading, checking and documenting an option takes.</summary>
internal sealed class Section<TRow>(string name, SectionShape shape, string doc, TRow seed, params string[] required)
    : Section(name, shape, doc, required), IEnumerable<Option<TRow>>
{
    private readonly List<Option<TRow>> _options = [];

    public override IReadOnlyList<Option> Options => _options;

    /// <summary>A row with every default.</summary>
    public TRow Seed { get; } = seed;

    public void Add<TValue>(string name, ValueKind<TValue> kind, Func<TRow, TValue> get, Func<TRow, TValue, TRow> set,
        string doc) =>
        _options.Add(new Option<TRow, TValue>((name, doc), kind, get, set, Seed));

    /// <summary>Options of a part of the row, under their own names.</summary>
    public void Add<TPart>(IEnumerable<Option<TPart>> options, Func<TRow, TPart> get, Func<TRow, TPart, TRow> set) =>
        _options.AddRange(options.Select(option => new PartOption<TRow, TPart>(option, get, set)));

    public IEnumerator<Option<TRow>> GetEnumerator() => _options.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
