using System.Text;

namespace Gatepost.Protocols.Smtp;

/// <summary>
/// What MAIL and RCPT have in common: <c>KEYWORD: &lt;path&gt; [SP parameter]…</c> (RFC 5321 §4.1.1.2, §4.1.1.3).
/// </summary>
/// <param name="Mailbox">The address, or null.</param>
/// <param name="LocalOnly">What stands in the brackets where it is no address: nothing or postmaster.</param>
/// <param name="IsAscii">The path holds no octet above 127.</param>
/// <param name="Parameters">In their order.</param>
internal readonly record struct PathArguments(
    Mailbox? Mailbox, string? LocalOnly, bool IsAscii, IReadOnlyList<PathArguments.Parameter> Parameters)
{
    private const int MaxParameters = 20;

    /// <param name="Keyword">In upper case.</param>
    /// <param name="Value">Null where there is no "=".</param>
    internal readonly record struct Parameter(string Keyword, string? Value);

    internal static SyntaxProblem Read(ReadOnlySpan<byte> arguments, string keyword, out PathArguments read)
    {
        read = default;
        if (!StrictUtf8.TryGetString(arguments, out var text)) return SyntaxProblem.InvalidUtf8;
        if (!text.StartsWith(keyword, StringComparison.OrdinalIgnoreCase)) return SyntaxProblem.Keyword;
        // "FROM: <a@b>": a blank that the grammar does not have and that many clients send.
        var rest = text[keyword.Length..].TrimStart(' ');
        var problem = PathGrammar.ReadPath(rest, out var mailbox, out var localOnly, out var length);
        if (problem is not SyntaxProblem.None) return problem;
        problem = ReadParameters(rest[length..], out var parameters);
        read = new(mailbox, localOnly, Ascii.IsValid(rest.AsSpan(0, length)), parameters);
        return problem;
    }

    private static SyntaxProblem ReadParameters(string text, out IReadOnlyList<Parameter> parameters)
    {
        parameters = [];
        if (text.Length == 0) return SyntaxProblem.None;
        if (text[0] is not ' ') return SyntaxProblem.Path;
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > MaxParameters) return SyntaxProblem.UnknownParameter;
        var list = new List<Parameter>(words.Length);
        foreach (var word in words)
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var keyword = (equals < 0 ? word : word[..equals]).ToUpperInvariant();
            if (word.Any(char.IsControl)) return SyntaxProblem.ControlCharacter;
            if (list.Exists(known => known.Keyword == keyword)) return SyntaxProblem.RepeatedParameter;
            list.Add(new(keyword, equals < 0 ? null : word[(equals + 1)..]));
        }

        parameters = list;
        return SyntaxProblem.None;
    }
}
