namespace Gatepost.Protocols.Smtp;

/// <summary>What is wrong with a command's arguments. <see cref="Replies.For(SyntaxProblem)"/> says it to the client.</summary>
public enum SyntaxProblem
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>EHLO or HELO without a name that can be written down.</summary>
    HeloName,

    /// <summary>MAIL without <c>FROM:</c>, RCPT without <c>TO:</c>.</summary>
    Keyword,

    /// <summary>A path is not <c>&lt;…&gt;</c> around an address.</summary>
    Path,

    /// <summary>The local part is neither a dot-string nor a quoted string.</summary>
    LocalPart,

    /// <summary>The domain is neither a domain name nor an address literal.</summary>
    Domain,

    /// <summary>A part of the address, or the whole, is above its limit (RFC 5321 §4.5.3.1).</summary>
    TooLong,

    /// <summary>An octet above 127 where SMTPUTF8 was not asked for (RFC 6531 §3.4).</summary>
    NeedsSmtpUtf8,

    /// <summary>Octets that are no UTF-8 (RFC 6531 §3.3).</summary>
    InvalidUtf8,

    /// <summary>A control character.</summary>
    ControlCharacter,

    /// <summary>A parameter that no extension of ours knows (RFC 5321 §4.1.1.11).</summary>
    UnknownParameter,

    /// <summary>A parameter given twice.</summary>
    RepeatedParameter,

    /// <summary>A parameter whose value does not follow its grammar.</summary>
    ParameterValue,

    /// <summary>BDAT is not followed by a size, and LAST or nothing.</summary>
    BdatArguments,

    /// <summary>AUTH is not followed by a mechanism, and an initial response or nothing.</summary>
    AuthArguments,
}
