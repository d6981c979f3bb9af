namespace Gatepost.Protocols.Smtp;

// What is wrong with a message, with its size, or with us while we take it.
public static partial class Replies
{
    /// <summary>552: declared or real size above the limit (RFC 1870 §6.1, §6.3).</summary>
    public static SmtpReply MessageTooLarge(long limit) => new(552, No5(3, 4), $"Message too large: the limit is {limit} octets");

    /// <summary>521 to a lone CR or LF in commands or content. The connection is closed (RFC 7504 §3).</summary>
    public static SmtpReply BareNewline { get; } = new(521, No5(5, 2),
        "A line must end with CRLF: a lone CR or LF is not taken (RFC 5321 section 2.3.8); the connection is closed");

    /// <summary>554: a NUL in the content.</summary>
    public static SmtpReply NulInContent { get; } = new(554, No5(6, 0),
        "The message holds a NUL octet, which mail must not (RFC 5322 section 2.1)");

    /// <summary>554: a line of the content above the limit.</summary>
    public static SmtpReply ContentLineTooLong(int limit) => new(554, No5(6, 0),
        $"The message holds a line of more than {limit} octets; wrap it or encode the part");

    /// <summary>554: the header section above the limit.</summary>
    public static SmtpReply HeaderTooLarge(int limit) => new(554, No5(6, 0), $"The header section is larger than {limit} octets");

    /// <summary>554: too many Received fields (RFC 5321 §6.3).</summary>
    public static SmtpReply TooManyHops { get; } = new(554, No5(4, 6), "Too many hops: this message goes round in circles");

    /// <summary>452: too many recipients in one transaction (RFC 5321 §4.5.3.1.10).</summary>
    public static SmtpReply TooManyRecipients { get; } = new(452, Later4(5, 3),
        "Too many recipients: send the others in another transaction");

    /// <summary>452: no room, before anything is lost.</summary>
    public static SmtpReply InsufficientStorage { get; } = new(452, Later4(3, 1), "Insufficient system storage, try again later");

    /// <summary>451: the message could not be made safe.</summary>
    public static SmtpReply StorageFailed { get; } = new(451, Later4(3, 0), "The message could not be stored, try again later");

    /// <summary>451: a fault of our own.</summary>
    public static SmtpReply LocalError { get; } = new(451, Later4(3, 0), "Local error, try again later");

    // ---- limits, and the end -----------------------------------------------------------------------------------------

    /// <summary>421: we stop.</summary>
    public static SmtpReply ShuttingDown(string hostname) => new(421, Later4(3, 2), $"{hostname} is going down, try again later");

    /// <summary>421: nothing came for too long (RFC 5321 §4.5.3.2.7).</summary>
    public static SmtpReply IdleTooLong(string hostname) =>
        new(421, Later4(4, 2), $"{hostname} waited too long and closes the connection");

    /// <summary>421: sessions in all.</summary>
    public static SmtpReply TooManySessions(string hostname) => new(421, Later4(3, 2), $"{hostname} is busy, try again later");

    /// <summary>421: sessions of one address.</summary>
    public static SmtpReply TooManySessionsFromYou(string hostname) =>
        new(421, Later4(7, 0), $"{hostname} has too many connections from your address, try again later");

    /// <summary>421: new sessions of one address in a minute.</summary>
    public static SmtpReply ConnectingTooFast(string hostname) =>
        new(421, Later4(7, 0), $"{hostname} sees new connections from your address too often, try again later");

    /// <summary>421: failed logins over the limit.</summary>
    public static SmtpReply TooManyFailedLogins(string hostname) =>
        new(421, Later4(7, 0), $"{hostname} has seen too many failed logins and closes the connection");

    /// <summary>421: errors over the limit.</summary>
    public static SmtpReply TooManyErrors(string hostname) =>
        new(421, Later4(7, 0), $"{hostname} has seen too many errors and closes the connection");

    /// <summary>421: commands without mail over the limit.</summary>
    public static SmtpReply TooManyJunkCommands(string hostname) =>
        new(421, Later4(7, 0), $"{hostname} has seen too many commands that carry no mail and closes the connection");

    /// <summary>421: messages of one session over the limit.</summary>
    public static SmtpReply TooManyMessages(string hostname) =>
        new(421, Later4(7, 0), $"{hostname} takes no more messages on this connection; open another");

    /// <summary>502: STARTTLS where it is not offered.</summary>
    public static SmtpReply StartTlsNotOffered { get; } = new(502, No5(5, 1), "STARTTLS is not offered here");

    /// <summary>554: octets behind STARTTLS in the same read. The connection is closed.</summary>
    public static SmtpReply PipelinedBehindStartTls { get; } = new(554, No5(5, 1),
        "Nothing may be sent behind STARTTLS before TLS begins");

    /// <summary>554: the client speaks HTTP or TLS to us. The connection is closed.</summary>
    public static SmtpReply NotSmtp { get; } = new(554, No5(5, 1), "This is an SMTP server");

    /// <summary>Says a syntax problem to the client.</summary>
    public static SmtpReply For(SyntaxProblem problem) => problem switch
    {
        SyntaxProblem.HeloName => new(501, No5(5, 4), "Give your host name or address literal, in ASCII and without blanks"),
        SyntaxProblem.Keyword => new(501, No5(5, 4), "Syntax: MAIL FROM:<address> or RCPT TO:<address>"),
        SyntaxProblem.Path => new(501, No5(5, 4), "Write the address so: <user@example.org>"),
        SyntaxProblem.LocalPart => new(553, No5(1, 3), "The part before the @ is not valid (RFC 5321 section 4.1.2)"),
        SyntaxProblem.Domain => new(553, No5(1, 3), "The part behind the @ is neither a domain name nor an address literal"),
        SyntaxProblem.TooLong => new(501, No5(5, 4), "The address is too long"),
        SyntaxProblem.NeedsSmtpUtf8 => new(553, No5(6, 7), "An address beyond ASCII needs the SMTPUTF8 parameter on MAIL"),
        SyntaxProblem.InvalidUtf8 => new(501, No5(5, 2), "The command is not valid UTF-8"),
        SyntaxProblem.ControlCharacter => new(501, No5(5, 2), "The command holds a control character"),
        SyntaxProblem.UnknownParameter => new(555, No5(5, 4), "Parameter not recognized"),
        SyntaxProblem.RepeatedParameter => new(501, No5(5, 4), "A parameter is given twice"),
        SyntaxProblem.ParameterValue => new(501, No5(5, 4), "The value of a parameter is not valid"),
        SyntaxProblem.BdatArguments => new(501, No5(5, 4), "Syntax: BDAT size [LAST]"),
        SyntaxProblem.AuthArguments => new(501, No5(5, 4), "Syntax: AUTH mechanism [initial-response in base 64]"),
        _ => throw new ArgumentOutOfRangeException(nameof(problem)),
    };
}
