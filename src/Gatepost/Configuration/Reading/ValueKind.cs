namespace Gatepost.Configuration.Reading;

/// <summary>A type of value: how it is read from the file, and how it is written there.</summary>
internal abstract class ValueKind<T>(string name, string hint)
{
    /// <summary>What the documentation calls it: <c>duration</c>, <c>list of networks</c>.</summary>
    public string Name { get; } = name;

    /// <summary>How one writes it: <c>"30s", "5m", "1h30m"</c>.</summary>
    public string Hint { get; } = hint;

    /// <summary>Reads a value; what is wrong with it goes to the scope's problems, and then the result is false.</summary>
    public abstract bool TryRead(ConfigNode node, ReadingScope scope, out T value);

    /// <summary>As TOML; null: the option is not set.</summary>
    public abstract string? Format(T value);
}
