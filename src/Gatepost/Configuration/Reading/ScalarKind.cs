using Gatepost.Configuration.Values;

namespace Gatepost.Configuration.Reading;

/// <summary>A type of single values.</summary>
/// <param name="name">What the documentation calls it.</param>
/// <param name="hint">How one writes it.</param>
/// <param name="forms">The forms in which it may stand; the environment's is always one.</param>
/// <param name="parse">From text and the folder of the file to the value.</param>
/// <param name="format">To the text of TOML, or null for "not set".</param>
internal sealed class ScalarKind<T>(
    string name, string hint, ScalarForm forms, Func<string, string, Parsed<T>> parse, Func<T, string?> format)
        : ValueKind<T>(name, hint)
{
    public override bool TryRead(ConfigNode node, ReadingScope scope, out T value)
    {
        value = default!;
        if (node is not ScalarNode scalar)
        {
            scope.Problems.Error(node.Spot, scope.Option, $"one value is wanted here, not {Quoted.Value(node)}", $"write {Hint}");
            return false;
        }

        if ((scalar.Form & (forms | ScalarForm.Environment)) == 0)
        {
            scope.Problems.Error(node.Spot, scope.Option, $"{Quoted.Value(node)} is no {Name}", $"write {Hint}");
            return false;
        }

        var parsed = parse(scalar.Text, scope.Folder);
        if (parsed.IsGood) value = parsed.Value;
        else scope.Problems.Error(node.Spot, scope.Option, $"{Quoted.Value(node)} {parsed.Complaint}", $"write {Hint}");
        return parsed.IsGood;
    }

    public override string? Format(T value) => format(value);
}
