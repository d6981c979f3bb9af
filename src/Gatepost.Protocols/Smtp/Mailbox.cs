using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Gatepost.Protocols.Smtp;

/// <summary>An address as it stands in an envelope: Local-part "@" Domain (RFC 5321 §4.1.2, RFC 6531 §3.3).</summary>
/// <param name="LocalPart">As it was written, quotes included: only the final server may interpret it (RFC 5321 §2.3.11).</param>
/// <param name="Domain">As it was written: a domain name, A-label or U-label, or an address literal in brackets.</param>
public sealed record Mailbox(string LocalPart, string Domain)
{
    /// <summary>
    /// The domain to compare and to look up: A-labels, lower case, without a trailing dot (RFC 5890, RFC 6531 §3.7.1).
    /// </summary>
    public string DomainKey { get; } = DomainName.Normalize(Domain);

    /// <summary>Whether it may only go where SMTPUTF8 is spoken (RFC 6531 §3.2).</summary>
    public bool NeedsSmtpUtf8 => !Ascii.IsValid(LocalPart) || !Ascii.IsValid(Domain);

    /// <summary>The domain is an address in brackets.</summary>
    public bool IsAddressLiteral => Domain.StartsWith('[');

    /// <summary>Reads <c>local-part@domain</c>, all of it, without angle brackets. Characters above ASCII are taken.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Mailbox? mailbox) =>
        TryParse(text, out mailbox, out _);

    /// <summary>Reads <c>local-part@domain</c>, all of it, and says what is wrong.</summary>
    public static bool TryParse(
        [NotNullWhen(true)] string? text, [NotNullWhen(true)] out Mailbox? mailbox, out SyntaxProblem problem)
    {
        mailbox = null;
        problem = SyntaxProblem.Path;
        if (text is null) return false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar) return false; // what half a surrogate pair reads as
        }

        problem = PathGrammar.ReadMailbox(text, out mailbox, out var length);
        if (mailbox is not null && length == text.Length) return true;
        if (problem is SyntaxProblem.None) problem = SyntaxProblem.Path;
        mailbox = null;
        return false;
    }

    /// <inheritdoc />
    public override string ToString() => $"{LocalPart}@{Domain}";
}
