using System.Net;
using System.Text;

namespace Gatepost.Protocols.Smtp;

/// <summary>
/// The trace that each hop leaves (RFC 5321 §4.4): who gave the message to whom, how, under which name, when. It is how a loop is
/// found, and how a reader sees whether a hop was encrypted (RFC 8314 §4.3).
/// </summary>
/// <remarks><code>
///   Received: from client.example ([192.0.2.1]) by mail.example with ESMTPS
///    id 0B3M8Q7Z2KX for &lt;user@example.org&gt; tls TLS_AES_256_GCM_SHA384
///    (TLSv1.3); Mon, 23 Nov 2026 23:26:40 +0000     a line is broken between clauses, never within
/// </code></remarks>
public sealed record ReceivedField
{
    private const int LineLength = 78; // RFC 5322 §2.1.1

    /// <summary>What the client called itself.</summary>
    public required HeloArguments Helo { get; init; }

    /// <summary>The client's address.</summary>
    public required IPAddress Client { get; init; }

    /// <summary>Our name.</summary>
    public required string By { get; init; }

    /// <summary>How it came.</summary>
    public required TransmissionType With { get; init; }

    /// <summary>The queue id: an atom.</summary>
    public required string Id { get; init; }

    /// <summary>The recipient, where there is only one: others must not learn of each other (RFC 5321 §7.2).</summary>
    public Mailbox? For { get; init; }

    /// <summary>The IANA name of the cipher suite, or null in clear text.</summary>
    public string? CipherSuite { get; init; }

    /// <summary><c>TLSv1.3</c>, or null.</summary>
    public string? TlsProtocol { get; init; }

    /// <summary>When the message was complete.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>The whole field, folded, ended by CRLF.</summary>
    /// <exception cref="ArgumentException">A value that is ours is no word.</exception>
    public byte[] ToOctets()
    {
        var address = DomainLiteral.Format(Client);
        // Only a domain or an address literal may stand there; what else a client calls itself becomes a comment.
        List<string> clauses = [$"from {(Helo.IsWellFormed ? Helo.Name : address)}", $"({address})"];
        if (!Helo.IsWellFormed) clauses.Add($"(helo {Comment(Helo.Name)})");
        clauses.AddRange($"by {Word(By)}", $"with {Keyword(With)}", $"id {Word(Id)}");
        if (For is not null) clauses.Add($"for {Path(For)}");
        if (CipherSuite is not null) clauses.Add($"tls {Word(CipherSuite)}");
        if (TlsProtocol is not null) clauses.Add($"({Word(TlsProtocol)})");
        clauses[^1] += ";";
        clauses.Add(MailDate.Format(Date));
        return Encoding.UTF8.GetBytes(Fold(clauses));
    }

    private static string Keyword(TransmissionType type)
    {
        var tail = (type.HasFlag(TransmissionType.Tls) ? "S" : "") + (type.HasFlag(TransmissionType.Authenticated) ? "A" : "");
        if (type.HasFlag(TransmissionType.Utf8)) return "UTF8SMTP" + tail;
        return type.HasFlag(TransmissionType.Extended) ? "ESMTP" + tail : "SMTP";
    }

    private static string Fold(List<string> clauses)
    {
        var field = new StringBuilder("Received:", 256);
        var column = field.Length;
        foreach (var clause in clauses)
        {
            if (column + 1 + clause.Length > LineLength && column > 0)
            {
                field.Append("\r\n");
                column = 0;
            }

            field.Append(' ').Append(clause);
            column += 1 + clause.Length;
        }

        return field.Append("\r\n").ToString();
    }

    private static string Word(string ours) =>
        ours.Length > 0 && !ours.AsSpan().ContainsAnyExceptInRange('!', '~') && !ours.AsSpan().ContainsAny("();")
        ? ours
        : throw new ArgumentException("A word of a trace field must be printable ASCII without blanks.", nameof(ours));

    private static string Path(Mailbox mailbox) => mailbox.ToString() is var text && !text.Any(char.IsControl)
        ? $"<{text}>"
        : throw new ArgumentException("An address must not hold control characters.", nameof(mailbox));

    // Parentheses and backslashes have a meaning in comments (RFC 5322 §3.2.2).
    private static string Comment(string claim) => string.Create(claim.Length, claim, static (span, text) =>
    {
        for (var i = 0; i < span.Length; i++)
            span[i] = text[i] is > ' ' and < (char)127 and not ('(' or ')' or '\\') ? text[i] : '?';
    });
}
