namespace Gatepost.Configuration.Reading;

/// <summary>A value that may be left out.</summary>
internal sealed class OptionalKind<T>(ValueKind<T> kind) : ValueKind<T?>(kind.Name, kind.Hint) where T : class
{
    public override bool TryRead(ConfigNode node, ReadingScope scope, out T? value)
    {
        var good = kind.TryRead(node, scope, out var read);
        value = good ? read : null;
        return good;
    }

    public override string? Format(T? value) => value is null ? null : kind.Format(value);
}
