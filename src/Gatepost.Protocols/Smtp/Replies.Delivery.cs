namespace Gatepost.Protocols.Smtp;

// What dispatch and delivery say in our own name: it stands in the ledger and in notices, where a peer said nothing.
public static partial class Replies
{
    // ---- finding the next hop ----------------------------------------------------------------------------------------

    /// <summary>556: the domain takes no mail (RFC 7505 §4.2).</summary>
    public static SmtpReply NullMx(string domain) =>
        new(556, No5(1, 10), $"The domain {domain} takes no mail: it publishes a null MX");

    /// <summary>550: no such domain.</summary>
    public static SmtpReply NoSuchDomain(string domain) =>
        new(550, No5(1, 2), $"The domain {domain} does not exist; check its spelling");

    /// <summary>550: the domain has neither MX nor address.</summary>
    public static SmtpReply NoMailHost(string domain) =>
        new(550, No5(1, 2), $"The domain {domain} has neither an MX nor an address to send mail to");

    /// <summary>554: the domain's MX leads back to us.</summary>
    public static SmtpReply LoopsToUs(string domain) => new(554, No5(4, 6),
        $"Mail for {domain} would come back to this gateway: its MX is us, and no next hop is configured for it");

    /// <summary>451: the DNS does not answer.</summary>
    public static SmtpReply DnsFailed(string name, string why) =>
        new(451, Later4(4, 3), $"The DNS look-up of {name} failed: {why}");

    // ---- the connection ----------------------------------------------------------------------------------------------

    /// <summary>421: no connection.</summary>
    public static SmtpReply CannotConnect(string host, string why) => new(421, Later4(4, 1), $"No connection to {host}: {why}");

    /// <summary>421: the connection ended early.</summary>
    public static SmtpReply ConnectionLost(string host, string stage) =>
        new(421, Later4(4, 2), $"The connection to {host} was lost {stage}");

    /// <summary>421: nothing came in time (RFC 5321 §4.5.3.2).</summary>
    public static SmtpReply PeerTimedOut(string host, string stage) =>
        new(421, Later4(4, 2), $"{host} did not answer in time {stage}");

    /// <summary>451: the peer's words are no SMTP.</summary>
    public static SmtpReply PeerNotUnderstood(string host, string why) =>
        new(451, Later4(5, 0), $"{host} does not speak SMTP as it should: {why}");

    /// <summary>421: the reply to the final dot was lost (RFC 1047).</summary>
    public static SmtpReply FinalReplyLost(string host) => new(421, Later4(4, 2),
        $"{host} did not confirm the message after all of it was sent: it may have been delivered");

    // ---- TLS (RFC 8461 §5, RFC 7672 §2.2, RFC 8689 §4.2.1) -----------------------------------------------------------

    /// <summary>451: TLS is wanted and not offered.</summary>
    public static SmtpReply TlsNotOffered(string host) =>
        new(451, Later4(7, 5), $"Encryption is required, and {host} does not offer STARTTLS");

    /// <summary>451: TLS is wanted, offered and refused.</summary>
    public static SmtpReply TlsRefused(string host, string why) =>
        new(451, Later4(7, 5), $"Encryption is required, and {host} refused STARTTLS: {why}");

    /// <summary>451: TLS is offered and does not come about.</summary>
    public static SmtpReply TlsFailed(string host, string why) =>
        new(451, Later4(7, 5), $"Encryption (TLS) with {host} could not be set up: {why}");

    /// <summary>451: the operator demands DANE, and the host cannot be held to it.</summary>
    public static SmtpReply DaneRequired(string host, string why) =>
        new(451, Later4(7, 5), $"Mail to {host} must be protected by DANE: {why}");

    /// <summary>451: the domain's policy of MTA-STS does not name the host (RFC 8461 §5).</summary>
    public static SmtpReply StsHostNotNamed(string host, string domain) => new(451, Later4(7, 5),
        $"{host} is not among the hosts that {domain} names in its policy (MTA-STS)");

    /// <summary>451: TLS works, and the peer is not who it should be.</summary>
    public static SmtpReply PeerNotVerified(string host, string why) => new(451, Later4(7, 5),
        $"The certificate of {host} does not prove that it is the right host: {why}");

    /// <summary>550: encryption as it was agreed cannot be had, and the agreement says that mail goes back then.</summary>
    public static SmtpReply EncryptionUnmet(EnhancedStatusCode status, string why) => new(550, status, why);

    /// <summary>451: octets between the reply to STARTTLS and TLS: somebody injects.</summary>
    public static SmtpReply TlsResponseInjection(string host) => new(451, Later4(7, 5),
        $"{host}, or somebody between, sent plain text behind its reply to STARTTLS");

    /// <summary>550: REQUIRETLS and no TLS (RFC 8689 §4.2.1).</summary>
    public static SmtpReply RequireTlsWithoutTls(string host) =>
        new(550, No5(7, 10), $"The message requires TLS, and {host} does not offer it");

    /// <summary>550: REQUIRETLS and the peer does not know it (RFC 8689 §4.2.1).</summary>
    public static SmtpReply RequireTlsNotOffered(string host) =>
        new(550, No5(7, 30), $"The message requires TLS all the way, and {host} does not offer REQUIRETLS");

    /// <summary>550: REQUIRETLS, and nobody vouches for the MX host's name (RFC 8689 §4.2.1 step 2).</summary>
    public static SmtpReply RequireTlsUnproven(string host, string domain) => new(550, No5(7, 10),
        $"The message requires TLS all the way, and neither DNSSEC nor MTA-STS vouches that {host} takes the mail of {domain}");

    /// <summary>451: REQUIRETLS, and who could vouch cannot be asked now.</summary>
    public static SmtpReply RequireTlsNotKnown(string host) => new(451, Later4(7, 5),
        $"The message requires TLS all the way, and the policy (MTA-STS) that may vouch for {host} cannot be had now");

    /// <summary>550: REQUIRETLS, and the operator has switched TLS off.</summary>
    public static SmtpReply RequireTlsSwitchedOff(string host) =>
        new(550, No5(7, 10), $"The message requires TLS all the way, and TLS is switched off for {host}");

    /// <summary>550: REQUIRETLS, and the certificate does not prove the host (RFC 8689 §4.2.1 step 4).</summary>
    public static SmtpReply RequireTlsNotVerified(string host, string why) => new(550, No5(7, 10),
        $"The message requires TLS all the way, and the certificate of {host} does not prove that it is the right host: {why}");

    // ---- the message -------------------------------------------------------------------------------------------------

    /// <summary>554: the peer does not take 8-bit content (RFC 6152 §3).</summary>
    public static SmtpReply EightBitNotOffered(string host) =>
        new(554, No5(6, 3), $"The message holds 8-bit data, and {host} does not offer 8BITMIME");

    /// <summary>550: the peer does not take internationalized mail (RFC 6531 §3.2).</summary>
    public static SmtpReply SmtpUtf8NotOffered(string host) =>
        new(550, No5(6, 7), $"The message needs SMTPUTF8, and {host} does not offer it");

    /// <summary>552: larger than the peer says it takes (RFC 1870 §6.1).</summary>
    public static SmtpReply LargerThanPeerTakes(string host, long limit) =>
        new(552, No5(3, 4), $"The message is larger than the {limit} octets that {host} takes");
}
