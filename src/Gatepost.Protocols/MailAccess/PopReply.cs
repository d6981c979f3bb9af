namespace Gatepost.Protocols.MailAccess;

/// <summary>The first line of a POP3 server's answer (RFC 1939 §3).</summary>
/// <remarks><code>
///   +OK ready &lt;1896.697170952@mail.example&gt;
///   -ERR [AUTH] not before TLS
///   + go on                                     more is awaited (RFC 5034 §4)
/// </code></remarks>
/// <param name="IsPositive">+OK; null: more is awaited.</param>
/// <param name="Text">The rest.</param>
public sealed record PopReply(bool? IsPositive, string Text)
{
    /// <summary>Reads a line without its end; null where it is none of POP3.</summary>
    public static PopReply? Read(string line)
    {
        if (Rest(line, "+OK") is { } good) return new(true, good);
        if (Rest(line, "-ERR") is { } bad) return new(false, bad);
        return line == "+" || line.StartsWith("+ ", StringComparison.Ordinal) ? new(null, line[1..].TrimStart(' ')) : null;
    }

    private static string? Rest(string line, string status)
    {
        if (!line.StartsWith(status, StringComparison.OrdinalIgnoreCase)) return null;
        if (line.Length == status.Length) return "";
        return line[status.Length] == ' ' ? line[(status.Length + 1)..] : null;
    }
}
