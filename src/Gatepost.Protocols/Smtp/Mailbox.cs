namespace Gatepost.Protocols.Smtp;

/// <summary>An address as it stands in an envelope: Local-part "@" Domain (RFC 5321 §4.1.2, RFC 6531 §3.3).</summary>
/// <param name="LocalPart">As it was written, quotes included: only the final server may interpret it (RFC 5321 §2.3.11).</param>
/// <param name="Domain">As it was written: a domain name, A-label or U-label, or an address literal in brackets.</param>
public sealed record Mailbox(string LocalPart, string Domain)
{
    /// <summary>The domain to compare and to look up: A-labels, lower case, without a trailing dot (RFC 5890, RFC 6531 §3.7.1).</summary>
    public string DomainKey { get; } = DomainName.Normalize(Domain);

    /// <summary>Whether it may only go where SMTPUTF8 is spoken (RFC 6531 §3.2).</summary>
    public bool NeedsSmtpUtf8 => !System.Text.Ascii.IsValid(LocalPart) || !System.Text.Ascii.IsValid(Domain);

    /// <inheritdoc />
    public override string ToString() => $"{LocalPart}@{Domain}";
}
