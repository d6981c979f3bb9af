namespace Gatepost.Protocols.Smtp;

/// <summary>
/// Everything that we say, with its code and its enhanced code (RFC 5321 §4.2.3, RFC 3463, RFC 5248): no literal "550 …" stands
/// anywhere else. This part is the session's; <c>Replies.Delivery.cs</c> holds what dispatch and delivery say in our own name.
/// </summary>
public static partial class Replies
{
    // ---- the session -------------------------------------------------------------------------------------------------

    /// <summary>220: the greeting (no enhanced code, RFC 2034 §4).</summary>
    public static SmtpReply Greeting(string hostname) => new(220, null, $"{hostname} ESMTP Gatepost");

    /// <summary>250 to HELO.</summary>
    public static SmtpReply Hello(string hostname) => new(250, null, hostname);

    /// <summary>220 to STARTTLS (RFC 3207 §4).</summary>
    public static SmtpReply ReadyForTls { get; } = new(220, Ok2(0, 0), "Ready to start TLS");

    /// <summary>221 to QUIT.</summary>
    public static SmtpReply Goodbye(string hostname) => new(221, Ok2(0, 0), $"{hostname} closes the connection, goodbye");

    /// <summary>250 to RSET and NOOP.</summary>
    public static SmtpReply Ok { get; } = new(250, Ok2(0, 0), "Ok");

    /// <summary>252 to VRFY: we do not tell (RFC 5321 §3.5.3).</summary>
    public static SmtpReply CannotVerify { get; } = new(252, Ok2(5, 0),
        "Not verified here, but send it and we will try to deliver");

    /// <summary>214 to HELP.</summary>
    public static SmtpReply Help { get; } = new(214, Ok2(0, 0),
        ["Commands: EHLO HELO MAIL RCPT DATA BDAT RSET VRFY NOOP STARTTLS AUTH QUIT", "See RFC 5321"]);

    // ---- a transaction -----------------------------------------------------------------------------------------------

    /// <summary>250 to MAIL.</summary>
    public static SmtpReply SenderOk { get; } = new(250, Ok2(1, 0), "Sender ok");

    /// <summary>250 to RCPT.</summary>
    public static SmtpReply MailboxOk { get; } = new(250, Ok2(1, 5), "Recipient ok");

    /// <summary>354 to DATA (RFC 5321 §4.1.1.4).</summary>
    public static SmtpReply StartData { get; } = new(354, null, "Send the message, end it with CRLF.CRLF");

    /// <summary>250 to BDAT.</summary>
    public static SmtpReply ChunkOk(long octets) => new(250, Ok2(0, 0), $"{octets} octets received");

    /// <summary>250 to the final dot: the message is on disk and ours (RFC 5321 §6.1).</summary>
    public static SmtpReply Queued(string id) => new(250, Ok2(0, 0), $"Queued as {id}");

    // ---- not that, not now -------------------------------------------------------------------------------------------

    /// <summary>500</summary>
    public static SmtpReply UnknownCommand { get; } = new(500, No5(5, 2), "Command not recognized");

    /// <summary>500</summary>
    public static SmtpReply LineTooLong { get; } = new(500, No5(5, 2), "Command line too long");

    /// <summary>500: a NUL in a command.</summary>
    public static SmtpReply NulInCommand { get; } = new(500, No5(5, 2), "A command must not hold a NUL octet");

    /// <summary>501: a verb that takes no argument got one (RFC 3207 §4 for STARTTLS).</summary>
    public static SmtpReply NoArgumentsAllowed { get; } = new(501, No5(5, 4), "This command takes no arguments");

    /// <summary>501: a verb that needs an argument got none.</summary>
    public static SmtpReply ArgumentNeeded { get; } = new(501, No5(5, 4), "This command needs an argument");

    /// <summary>502 to EXPN.</summary>
    public static SmtpReply NotImplemented { get; } = new(502, No5(5, 1), "Command not implemented");

    /// <summary>503: MAIL, RCPT, DATA before EHLO.</summary>
    public static SmtpReply NeedHelloFirst { get; } = new(503, No5(5, 1), "Say EHLO first");

    /// <summary>503: RCPT, DATA or BDAT before MAIL.</summary>
    public static SmtpReply NeedMailFirst { get; } = new(503, No5(5, 1), "Say MAIL first");

    /// <summary>503: DATA or BDAT before RCPT.</summary>
    public static SmtpReply NeedRcptFirst { get; } = new(503, No5(5, 1), "Say RCPT first");

    /// <summary>554: all recipients were refused, so there is nobody to take the data for (RFC 5321 §3.3).</summary>
    public static SmtpReply NoValidRecipients { get; } = new(554, No5(5, 1), "No valid recipients");

    /// <summary>503: a second MAIL.</summary>
    public static SmtpReply NestedMail { get; } = new(503, No5(5, 1), "A transaction is open already; say RSET to give it up");

    /// <summary>503: DATA after BDAT, or another command inside a chunked message (RFC 3030 §2).</summary>
    public static SmtpReply BdatStarted { get; } = new(503, No5(5, 1),
        "The message was begun with BDAT; go on with BDAT or say RSET");

    /// <summary>503: a chunk that comes after one that was refused.</summary>
    public static SmtpReply BdatFailed { get; } = new(503, No5(5, 1), "A chunk of this message was refused; say RSET");

    /// <summary>503: STARTTLS inside TLS.</summary>
    public static SmtpReply TlsAlreadyActive { get; } = new(503, No5(5, 1), "TLS is active already");

    /// <summary>503: STARTTLS or AUTH within a transaction.</summary>
    public static SmtpReply NotInTransaction { get; } = new(503, No5(5, 1), "Not within a mail transaction; say RSET first");

    /// <summary>502: an extension that this listener does not offer.</summary>
    public static SmtpReply NotOfferedHere { get; } = new(502, No5(5, 1), "Not offered on this port");

    /// <summary>454: TLS cannot be had now (RFC 3207 §4).</summary>
    public static SmtpReply TlsNotAvailable { get; } = new(454, Later4(7, 0), "TLS is not available for now, try again later");

    // ---- policy ------------------------------------------------------------------------------------------------------

    /// <summary>530: STARTTLS first (RFC 3207 §4).</summary>
    public static SmtpReply TlsRequired { get; } = new(530, No5(7, 0), "Must issue a STARTTLS command first");

    /// <summary>530: REQUIRETLS in clear text (RFC 8689 §2).</summary>
    public static SmtpReply RequireTlsInClear { get; } =
        new(530, No5(7, 10), "REQUIRETLS needs a session over TLS: issue a STARTTLS command first");

    /// <summary>530: AUTH first (RFC 4954 §6).</summary>
    public static SmtpReply AuthRequired { get; } = new(530, No5(7, 0), "Authentication required");

    /// <summary>530: mail of a partner must come over TLS, by agreement (RFC 3207 §4).</summary>
    public static SmtpReply PartnerMustUseTls(string partner, string contact) => new(530, No5(7, 0),
        [$"It was agreed that mail from {partner} comes over TLS; issue STARTTLS first", $"Questions go to {contact}"]);

    /// <summary>550: mail of a partner must come with its client certificate, by agreement.</summary>
    public static SmtpReply PartnerMustShowCertificate(string partner, string why, string contact) => new(550, No5(7, 1),
    [
        $"It was agreed that mail from {partner} comes with a client certificate of theirs: {why}", $"Questions go to {contact}",
    ]);

    /// <summary>550: neither a domain of ours nor a client that may relay.</summary>
    public static SmtpReply RelayDenied { get; } = new(550, No5(7, 1),
        "Relaying denied: this is no domain of ours, and you are not known here; authenticate or send to the domain's own MX");

    /// <summary>550: the local part names a way on to another server, and the client may not relay.</summary>
    public static SmtpReply RoutedAddress { get; } = new(550, No5(7, 1),
        "Relaying denied: the part before the last @ holds @, % or !, which some servers take for a way to other domains");

    /// <summary>550: the next hop does not know the recipient.</summary>
    public static SmtpReply NoSuchUser { get; } = new(550, No5(1, 1),
        "No such mailbox here, or it takes no mail; check the address");

    // ---- authentication (RFC 4954 §6) --------------------------------------------------------------------------------

    /// <summary>235</summary>
    public static SmtpReply Authenticated { get; } = new(235, Ok2(7, 0), "Authentication succeeded");

    /// <summary>334 with a challenge, in base 64.</summary>
    public static SmtpReply Challenge(ReadOnlySpan<byte> challenge) => new(334, null, Convert.ToBase64String(challenge));

    /// <summary>535: the same for a wrong name and a wrong password.</summary>
    public static SmtpReply AuthFailed { get; } = new(535, No5(7, 8), "Authentication failed: wrong user name or password");

    /// <summary>501: the client gave up with <c>*</c>.</summary>
    public static SmtpReply AuthCancelled { get; } = new(501, No5(7, 0), "Authentication cancelled");

    /// <summary>501: no base 64, or not what the mechanism expects.</summary>
    public static SmtpReply AuthMalformed { get; } = new(501, No5(5, 2), "The authentication response cannot be read");

    /// <summary>504</summary>
    public static SmtpReply UnknownMechanism { get; } = new(504, No5(5, 4), "This authentication mechanism is not offered");

    /// <summary>538: passwords only over TLS.</summary>
    public static SmtpReply EncryptionRequiredForAuth { get; } = new(538, No5(7, 11),
        "Authentication needs TLS; issue STARTTLS first");

    /// <summary>503</summary>
    public static SmtpReply AlreadyAuthenticated { get; } = new(503, No5(5, 1), "Already authenticated");

    private static EnhancedStatusCode Ok2(int subject, int detail) => new(2, subject, detail);

    private static EnhancedStatusCode Later4(int subject, int detail) => new(4, subject, detail);

    private static EnhancedStatusCode No5(int subject, int detail) => new(5, subject, detail);
}
