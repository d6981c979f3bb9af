using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Gatepost.Protocols.MailAuth;

/// <summary>
/// Tags and their values, the form of the records of DKIM and DMARC (RFC 6376 §3.2): <c>v=DKIM1; k=rsa; p=MIIB…</c>.
/// </summary>
/// <remarks><code>
///   list  = tag *( ";" tag ) [ ";" ]
///   tag   = [FWS] name [FWS] "=" [FWS] value [FWS]
///   name  = ALPHA *( ALPHA / DIGIT / "_" )
///   value = any visible characters but ";", with blanks between; may be empty
/// </code></remarks>
internal sealed class TagList
{
    private const int MaxText = 64 * 1024;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private readonly List<KeyValuePair<string, string>> _tags = [];

    private TagList()
    {
    }

    /// <summary>The names, in their order.</summary>
    public IEnumerable<string> Names => _tags.Select(static tag => tag.Key);

    /// <summary>The value of a tag, or null. Names are case-sensitive.</summary>
    public string? this[string name] => _tags.Find(tag => tag.Key == name).Value;

    /// <summary>Reads a list; false where the text is none, or a tag stands twice.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out TagList? tags)
    {
        tags = null;
        if (text.Length > MaxText) return false;
        var parts = text.Split(';');
        var count = parts.Length > 1 && Trim(parts[^1]).Length == 0 ? parts.Length - 1 : parts.Length;
        var read = new TagList();
        for (var i = 0; i < count; i++)
        {
            var equals = parts[i].IndexOf('=', StringComparison.Ordinal);
            if (equals < 0) return false;
            var (name, value) = (Trim(parts[i][..equals]), Trim(parts[i][(equals + 1)..]));
            // RFC 6376 §3.2: "Tags with duplicate names MUST NOT occur within a single tag-list".
            if (!IsName(name) || !IsValue(value) || read[name] is not null) return false;
            read._tags.Add(new(name, value));
        }

        tags = read;
        return true;
    }

    /// <summary>Whether the first tag is <c>v</c> with this value, whatever follows.</summary>
    public static bool BeginsWith(string text, string version)
    {
        var first = text.Split(';', 2)[0].Split('=', 2);
        return first.Length == 2 && Trim(first[0]) == "v" && Trim(first[1]) == version;
    }

    private static string Trim(string text) => text.Trim(' ', '\t', '\r', '\n');

    private static bool IsName(string name) =>
        name.Length > 0 && char.IsAsciiLetter(name[0]) && !name.AsSpan().ContainsAnyExcept(NameCharacters);

    private static bool IsValue(string value) =>
        value.All(static c => c is >= ' ' and <= '~' or '\t' or '\r' or '\n');
}
