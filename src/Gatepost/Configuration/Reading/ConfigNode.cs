namespace Gatepost.Configuration.Reading;

/// <summary>A value of the file, with the place where it stands.</summary>
internal abstract record ConfigNode(Spot Spot);

/// <summary>What form a single value was written in.</summary>
[Flags]
internal enum ScalarForm
{
    /// <summary>In quotes.</summary>
    Text = 1,

    /// <summary>A whole number.</summary>
    Number = 2,

    /// <summary>A number with a fraction.</summary>
    Fraction = 4,

    /// <summary>true or false.</summary>
    Switch = 8,

    /// <summary>A date or a time.</summary>
    Date = 16,

    /// <summary>From the environment, where everything is text.</summary>
    Environment = 32,
}

/// <summary>A single value.</summary>
/// <param name="Spot">Where.</param>
/// <param name="Form">How it was written.</param>
/// <param name="Text">Unquoted; numbers in decimal.</param>
internal sealed record ScalarNode(Spot Spot, ScalarForm Form, string Text) : ConfigNode(Spot);

/// <summary>A list.</summary>
internal sealed record ListNode(Spot Spot, IReadOnlyList<ConfigNode> Items) : ConfigNode(Spot);

/// <summary>A key of a table.</summary>
/// <param name="KeySpot">Where the key stands.</param>
/// <param name="Value">Its value.</param>
internal sealed record KeyedNode(Spot KeySpot, ConfigNode Value);

/// <summary>How a table came about, which decides whether it may be added to (TOML 1.0, "Table").</summary>
internal enum TableOrigin
{
    /// <summary>Named on the way to another, as <c>a</c> by <c>[a.b]</c>.</summary>
    Implied,

    /// <summary>By its header, or as a row of an array of tables.</summary>
    Header,

    /// <summary>Within braces, or by a dotted key: closed.</summary>
    Inline,
}

/// <summary>A table, in the order of the file.</summary>
internal sealed record TableNode(Spot Spot) : ConfigNode(Spot)
{
    /// <summary>How it came about.</summary>
    public TableOrigin Origin { get; set; }

    /// <summary>Its keys.</summary>
    public Dictionary<string, KeyedNode> Keys { get; } = new(StringComparer.Ordinal);
}
