namespace Gatepost.Protocols.Smtp;

/// <summary>One SMTP reply: a code, an enhanced code where there is one, and lines of text (RFC 5321 §4.2).</summary>
/// <param name="Code">200 to 599.</param>
/// <param name="Enhanced">The enhanced status code (RFC 2034 §4), or null where the reply bears none.</param>
/// <param name="Lines">At least one line, without codes and line ends. What a peer sent is kept as it came: escape it to show
/// it.</param>
public sealed record SmtpReply(int Code, EnhancedStatusCode? Enhanced, IReadOnlyList<string> Lines)
{
    /// <summary>A reply of one line.</summary>
    public SmtpReply(int code, EnhancedStatusCode? enhanced, string text) : this(code, enhanced, [text]) { }

    /// <summary>2yz (RFC 5321 §4.2.1).</summary>
    public bool IsPositive => Code is >= 200 and < 300;

    /// <summary>3yz: go on.</summary>
    public bool IsIntermediate => Code is >= 300 and < 400;

    /// <summary>4yz: it may succeed later.</summary>
    public bool IsTransient => Code is >= 400 and < 500;

    /// <summary>5yz: it will not succeed as it is.</summary>
    public bool IsPermanent => Code is >= 500 and < 600;

    /// <summary>The lines joined by one blank.</summary>
    public string Text => Lines.Count == 1 ? Lines[0] : string.Join(' ', Lines);

    /// <inheritdoc />
    public override string ToString() => Enhanced is { } enhanced ? $"{Code} {enhanced} {Text}" : $"{Code} {Text}";
}
