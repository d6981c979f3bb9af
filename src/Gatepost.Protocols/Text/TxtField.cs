using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Gatepost.Protocols.Text;

/// <summary>
/// A key and its value, of TXT records that announce a policy: <c>v=STSv1; id=20160831085700Z;</c>. RFC 8461 §3.1 and RFC 8460 §3
/// share this grammar.
/// </summary>
/// <remarks><code>
///   record = version 1*(delim field) [delim]
///   delim  = *WSP ";" *WSP
///   field  = name "=" value
///   name   = (ALPHA / DIGIT) *31(ALPHA / DIGIT / "_" / "-" / ".")
///   value  = 1*(%x21-3A / %x3C / %x3E-7E)            ; no "=", ";", blank or control character
/// </code></remarks>
internal readonly record struct TxtField(string Name, string Value)
{
    private const int MaxName = 32;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("-._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Whether the value follows the grammar of extensions.</summary>
    public bool HasPlainValue => IsPlain(Value);

    /// <summary>The fields behind the version, in their order; false where the text is no such record. Values are not judged, for
    /// their grammar depends on the name.</summary>
    /// <param name="text">The record.</param>
    /// <param name="version"><c>v=…;</c>, what it begins with.</param>
    /// <param name="fields">The fields, if true.</param>
    public static bool TryReadAll(string text, string version, [NotNullWhen(true)] out IReadOnlyList<TxtField>? fields)
    {
        fields = null;
        if (!text.StartsWith(version, StringComparison.Ordinal)) return false;
        var parts = text[version.Length..].Split(';');
        var count = parts.Length > 1 && Trim(parts[^1]).Length == 0 ? parts.Length - 1 : parts.Length;
        var read = new List<TxtField>(count);
        for (var i = 0; i < count; i++)
        {
            // Blanks belong to the delimiters: there is none behind the last field, unless a semicolon follows.
            var part = i == parts.Length - 1 ? parts[i].TrimStart(' ', '\t') : Trim(parts[i]);
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || !IsName(part.AsSpan(0, equals)) || equals == part.Length - 1) return false;
            read.Add(new(part[..equals], part[(equals + 1)..]));
        }

        fields = read;
        return true;
    }

    private static string Trim(string part) => part.Trim(' ', '\t');

    private static bool IsName(ReadOnlySpan<char> name) =>
        name.Length <= MaxName && char.IsAsciiLetterOrDigit(name[0]) && !name.ContainsAnyExcept(NameCharacters);

    private static bool IsPlain(ReadOnlySpan<char> value) =>
        !value.ContainsAnyExceptInRange('!', '~') && !value.ContainsAny('=', ';');
}
