namespace Gatepost.Protocols.MailAccess;

/// <summary>One line of an IMAP server (RFC 9051 §7), as far as it is needed to find out what the server offers before login.
/// </summary>
/// <remarks><code>
///   * OK [CAPABILITY IMAP4rev2 STARTTLS LOGINDISABLED] ready     greeting; * PREAUTH where it takes us for logged in already
///   * CAPABILITY IMAP4rev2 AUTH=PLAIN                            to CAPABILITY
///   a1 NO [PRIVACYREQUIRED] not before TLS                       the end of an answer, with the tag of the command
///   + go on                                                      more is awaited
/// </code></remarks>
/// <param name="Tag"><c>*</c>, <c>+</c>, or the tag of the command.</param>
/// <param name="Status">The word behind it, upper case; empty where there is none.</param>
/// <param name="Code">What stands in brackets behind the status, without them; else empty.</param>
/// <param name="Text">The rest.</param>
public sealed record ImapResponse(string Tag, string Status, string Code, string Text)
{
    private const int MaxTag = 64;

    private const string Capability = "CAPABILITY";

    /// <summary>It belongs to no command.</summary>
    public bool IsUntagged => Tag == "*";

    /// <summary>It asks for more.</summary>
    public bool IsContinuation => Tag == "+";

    /// <summary>OK, and to a command.</summary>
    public bool IsSuccess => !IsUntagged && !IsContinuation && Status == "OK";

    /// <summary>What is offered, upper case; null where the line does not say.</summary>
    public IReadOnlyList<string>? Capabilities => Status == Capability ? WordsOf(Text)
        : Code.StartsWith(Capability + " ", StringComparison.OrdinalIgnoreCase) ? WordsOf(Code[Capability.Length..])
        : null;

    /// <summary>Reads a line without its end; null where it is none of IMAP.</summary>
    public static ImapResponse? Read(string line)
    {
        var (tag, rest) = Cut(line);
        if (tag == "+") return new(tag, "", "", rest);
        if (tag.Length is 0 or > MaxTag || (tag != "*" && !tag.All(char.IsAsciiLetterOrDigit))) return null;
        var (status, text) = Cut(rest);
        if (status.Length == 0 || !status.All(char.IsAsciiLetterOrDigit)) return null;
        var code = "";
        if (text.StartsWith('[') && text.IndexOf(']', StringComparison.Ordinal) is var end and > 0)
            (code, text) = (text[1..end], text[(end + 1)..].TrimStart(' '));
        return new(tag, status.ToUpperInvariant(), code, text);
    }

    private static (string Word, string Behind) Cut(string text)
    {
        var blank = text.IndexOf(' ', StringComparison.Ordinal);
        return blank < 0 ? (text, "") : (text[..blank], text[(blank + 1)..]);
    }

    private static string[] WordsOf(string text) => text.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
