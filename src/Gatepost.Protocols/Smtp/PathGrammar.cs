using System.Buffers;
using System.Globalization;
using System.Text;

namespace Gatepost.Protocols.Smtp;

/// <summary>
/// The grammar of paths (RFC 5321 §4.1.2, RFC 6531 §3.3).
/// </summary>
/// <remarks><code>
///   &lt; @relay.example,@other.example: "a b"@example.org &gt;
///     └ source route, ignored ─────┘ └ local ┘ └ domain ┘
/// </code>
/// The grammar is kept to the letter; the lengths are not, since "implementations should impose no limits" (§4.5.3.1) and the
/// return paths of mailing lists and bounce services do exceed 64 octets. Ours only bound the memory.
/// </remarks>
internal static class PathGrammar
{
    internal const int MaxLocalPart = 256, MaxPath = 512;

    // atext (RFC 5322 §3.2.3) and the dot
    private static readonly SearchValues<char> DotStringCharacters = SearchValues.Create(
        "!#$%&'*+-./0123456789=?ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>Reads <c>&lt;…&gt;</c> at the start of <paramref name="text"/>.</summary>
    /// <param name="text">The path, and what follows it.</param>
    /// <param name="mailbox">The address, or null for <c>&lt;&gt;</c> and <c>&lt;postmaster&gt;</c>.</param>
    /// <param name="localOnly">What stands between the brackets where it has no domain; empty for <c>&lt;&gt;</c>.</param>
    /// <param name="length">Characters of the path, brackets included.</param>
    internal static SyntaxProblem ReadPath(string text, out Mailbox? mailbox, out string? localOnly, out int length)
    {
        mailbox = null;
        localOnly = null;
        length = 0;
        if (!text.StartsWith('<')) return SyntaxProblem.Path;
        if (text.StartsWith("<>", StringComparison.Ordinal))
        {
            (localOnly, length) = ("", 2);
            return SyntaxProblem.None;
        }

        if (ReadLonePostmaster(text, out localOnly, out length)) return SyntaxProblem.None;
        var at = 1;
        if (text[1..].StartsWith('@'))
        {
            // §4.1.1.3, appendix F.2: "MUST be accepted, SHOULD NOT be generated, and SHOULD be ignored".
            var problem = SkipSourceRoute(text, ref at);
            if (problem is not SyntaxProblem.None) return problem;
        }

        var found = ReadMailbox(text[at..], out mailbox, out var read);
        if (found is not SyntaxProblem.None) return found;
        at += read;
        if (at >= text.Length || text[at] is not '>') return SyntaxProblem.Path;
        length = at + 1;
        return Encoding.UTF8.GetByteCount(text.AsSpan(0, length)) > MaxPath ? SyntaxProblem.TooLong : SyntaxProblem.None;
    }

    /// <summary>Reads an address at the start of <paramref name="text"/>.</summary>
    internal static SyntaxProblem ReadMailbox(string text, out Mailbox? mailbox, out int length)
    {
        mailbox = null;
        length = 0;
        var problem = text.StartsWith('"') ? ReadQuotedString(text, out var local) : ReadDotString(text, out local);
        if (problem is not SyntaxProblem.None) return problem;
        if (local >= text.Length || text[local] is not '@') return SyntaxProblem.Path;
        if (Encoding.UTF8.GetByteCount(text.AsSpan(0, local)) > MaxLocalPart) return SyntaxProblem.TooLong;

        var start = local + 1;
        var end = start;
        while (end < text.Length && text[end] is not '>' and not ' ') end++;
        var domain = text[start..end];
        if (Encoding.UTF8.GetByteCount(domain) > DomainName.MaxLength) return SyntaxProblem.TooLong;
        if (domain.StartsWith('[') ? !DomainLiteral.IsValid(domain) : !DomainName.IsValid(domain)) return SyntaxProblem.Domain;
        mailbox = new Mailbox(text[..local], domain);
        length = end;
        return SyntaxProblem.None;
    }

    // RFC 5321 §4.1.1.3: "RCPT TO:<Postmaster>" has no domain and must work, in any case of letters (§4.5.1).
    private static bool ReadLonePostmaster(string text, out string? name, out int length)
    {
        const string Lone = "<postmaster>";
        name = null;
        length = 0;
        if (!text.StartsWith(Lone, StringComparison.OrdinalIgnoreCase)) return false;
        name = text[1..(Lone.Length - 1)];
        length = Lone.Length;
        return true;
    }

    private static SyntaxProblem SkipSourceRoute(string text, ref int at)
    {
        var colon = text.IndexOf(':', at);
        if (colon < 0 || colon > MaxPath) return SyntaxProblem.Path;
        foreach (var hop in text[at..colon].Split(','))
        {
            if (!hop.StartsWith('@') || !DomainName.IsValid(hop[1..])) return SyntaxProblem.Path;
        }

        at = colon + 1;
        return SyntaxProblem.None;
    }

    private static SyntaxProblem ReadDotString(ReadOnlySpan<char> text, out int length)
    {
        length = 0;
        while (length < text.Length && (DotStringCharacters.Contains(text[length]) || text[length] > 127))
        {
            if (IsControl(text[length])) return SyntaxProblem.ControlCharacter;
            length++;
        }

        if (length < text.Length && IsControl(text[length])) return SyntaxProblem.ControlCharacter;
        var local = text[..length];
        var isDotString = length > 0 && local[0] is not '.' && local[^1] is not '.' && local.IndexOf("..") < 0;
        return isDotString ? SyntaxProblem.None : SyntaxProblem.LocalPart;
    }

    private static SyntaxProblem ReadQuotedString(ReadOnlySpan<char> text, out int length)
    {
        for (length = 1; length < text.Length; length++)
        {
            if (text[length] is '"')
            {
                length++;
                return SyntaxProblem.None;
            }

            var isPair = text[length] is '\\';
            if (isPair) length++;
            if (length >= text.Length) break;
            if (IsControl(text[length])) return SyntaxProblem.ControlCharacter;
            if (isPair && text[length] > '~') break; // quoted-pairSMTP: a backslash and one of %d32-126
        }

        return SyntaxProblem.LocalPart;
    }

    // C0, DEL, C1 and what Unicode counts as ends of lines: nothing that could start a line anywhere behind us.
    private static bool IsControl(char c) =>
        char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
