using System.Collections.Frozen;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.TlsPolicy;

namespace Gatepost.Delivery;

/// <summary>
/// The one table of what a failure means: to whom it is due, whether another host is tried, what becomes of the recipients and
/// of the connection.
/// </summary>
/// <remarks>
/// What a host says of itself (greeting, EHLO, TLS, 421) never fails a message: another host, or a later hour, may do better
/// (RFC 5321 §5.1). What it says of the message (MAIL, RCPT, DATA, content) counts as it was said (§4.2.1). What the message
/// needs and a host lacks is final once no host is left. Policy alone is never permanent: a certificate can be mended before the
/// message's lifetime ends. The exception is REQUIRETLS, which the sender asked for (RFC 8689 §4.2.1).
/// </remarks>
internal static class FailurePolicy
{
    private static readonly FailureVerdict HostDown = new(Disposition.Deferred, TryNextHost: true) { HostIsDown = true };
    private static readonly FailureVerdict NextHost = new(Disposition.Deferred, TryNextHost: true);
    private static readonly FailureVerdict NextHostKeep = NextHost with { KeepConnection = true };
    private static readonly FailureVerdict TlsAttacked = NextHost with { IsTlsProblem = true };
    private static readonly FailureVerdict TlsMissing = TlsAttacked with { IsLasting = true };
    private static readonly FailureVerdict TlsBroken = TlsAttacked with { AllowsClear = true };
    private static readonly FailureVerdict TlsUnfit = TlsBroken with { IsLasting = true };
    private static readonly FailureVerdict NoneTakesIt = new(Disposition.Failed, TryNextHost: true) { KeepConnection = true };
    private static readonly FailureVerdict Fail = new(Disposition.Failed, TryNextHost: false) { KeepConnection = true };
    private static readonly FailureVerdict Defer = new(Disposition.Deferred, TryNextHost: false) { KeepConnection = true };
    private static readonly FailureVerdict DeferAndClose = new(Disposition.Deferred, TryNextHost: false);
    private static readonly FailureVerdict NobodyKnows = new(Disposition.Unknown, TryNextHost: false);

    /// <summary>Every pair of stage and kind that a conversation can end with. What is not in it is our own fault.</summary>
    public static readonly FrozenDictionary<(ConversationStage, FailureKind), FailureVerdict> Table =
        new Dictionary<(ConversationStage, FailureKind), FailureVerdict>
        {
            // RFC 7672 §2.1.2, RFC 8461 §5: the next host may be fit, or a later hour: policy alone is never permanent.
            [(ConversationStage.Policy, FailureKind.Forbidden)] = TlsMissing,

            [(ConversationStage.Connect, FailureKind.Unreachable)] = HostDown,
            [(ConversationStage.Connect, FailureKind.TimedOut)] = HostDown,

            [(ConversationStage.Greeting, FailureKind.TimedOut)] = HostDown,
            [(ConversationStage.Greeting, FailureKind.Closed)] = HostDown,
            [(ConversationStage.Greeting, FailureKind.Malformed)] = HostDown,
            [(ConversationStage.Greeting, FailureKind.Transient)] = HostDown,
            [(ConversationStage.Greeting, FailureKind.Permanent)] = HostDown,      // 554: no mail here, RFC 5321 §3.1
            [(ConversationStage.Greeting, FailureKind.ClosingDown)] = HostDown,

            [(ConversationStage.Hello, FailureKind.TimedOut)] = HostDown,
            [(ConversationStage.Hello, FailureKind.Closed)] = HostDown,
            [(ConversationStage.Hello, FailureKind.Malformed)] = HostDown,
            [(ConversationStage.Hello, FailureKind.Transient)] = HostDown,
            [(ConversationStage.Hello, FailureKind.Permanent)] = HostDown,
            [(ConversationStage.Hello, FailureKind.ClosingDown)] = HostDown,

            // RFC 3207 §4: a client that gets no 220 decides by local policy. Ours: a new connection, and not at once.
            [(ConversationStage.StartTls, FailureKind.NotOffered)] = TlsMissing,
            [(ConversationStage.StartTls, FailureKind.TimedOut)] = TlsBroken,
            [(ConversationStage.StartTls, FailureKind.Closed)] = TlsBroken,
            [(ConversationStage.StartTls, FailureKind.Malformed)] = TlsBroken,
            [(ConversationStage.StartTls, FailureKind.Transient)] = TlsBroken,
            [(ConversationStage.StartTls, FailureKind.Permanent)] = TlsUnfit,
            [(ConversationStage.StartTls, FailureKind.ClosingDown)] = NextHost,
            [(ConversationStage.StartTls, FailureKind.Injected)] = TlsAttacked,    // an attack is no reason for clear text

            [(ConversationStage.Handshake, FailureKind.BrokenTls)] = TlsUnfit with { MayBeForCiphers = true },
            [(ConversationStage.Handshake, FailureKind.TimedOut)] = TlsBroken,
            [(ConversationStage.Handshake, FailureKind.Closed)] = TlsBroken,
            [(ConversationStage.Certificate, FailureKind.Untrusted)] = TlsMissing,

            // RFC 6531 §3.2, RFC 6152 §3, RFC 1870 §6.2: final once no host is left that may offer more.
            [(ConversationStage.Mail, FailureKind.NotOffered)] = NoneTakesIt,
            [(ConversationStage.Mail, FailureKind.TimedOut)] = NextHost,
            [(ConversationStage.Mail, FailureKind.Closed)] = NextHost,
            [(ConversationStage.Mail, FailureKind.Malformed)] = NextHost,
            [(ConversationStage.Mail, FailureKind.Transient)] = NextHostKeep,      // its disk, its load: the next may have room
            [(ConversationStage.Mail, FailureKind.Permanent)] = Fail,
            [(ConversationStage.Mail, FailureKind.ClosingDown)] = NextHost,

            // One recipient's reply concerns that recipient: see OfRecipient. These end the conversation for all.
            [(ConversationStage.Recipient, FailureKind.TimedOut)] = NextHost,
            [(ConversationStage.Recipient, FailureKind.Closed)] = NextHost,
            [(ConversationStage.Recipient, FailureKind.Malformed)] = NextHost,
            [(ConversationStage.Recipient, FailureKind.ClosingDown)] = NextHost,

            [(ConversationStage.Data, FailureKind.TimedOut)] = NextHost,
            [(ConversationStage.Data, FailureKind.Closed)] = NextHost,
            [(ConversationStage.Data, FailureKind.Malformed)] = NextHost,
            [(ConversationStage.Data, FailureKind.Transient)] = NextHostKeep,
            [(ConversationStage.Data, FailureKind.Permanent)] = Fail,
            [(ConversationStage.Data, FailureKind.ClosingDown)] = NextHost,

            // The end of the data was never sent, so nobody can have taken responsibility.
            [(ConversationStage.Content, FailureKind.TimedOut)] = NextHost,
            [(ConversationStage.Content, FailureKind.Closed)] = NextHost,
            [(ConversationStage.Content, FailureKind.Malformed)] = NextHost,
            [(ConversationStage.Content, FailureKind.Transient)] = DeferAndClose,
            [(ConversationStage.Content, FailureKind.Permanent)] = Fail with { KeepConnection = false },
            [(ConversationStage.Content, FailureKind.ClosingDown)] = NextHost,

            // RFC 1047: it may have been taken. Another host now would be a second copy for certain; the schedule tries again.
            [(ConversationStage.FinalReply, FailureKind.TimedOut)] = NobodyKnows,
            [(ConversationStage.FinalReply, FailureKind.Closed)] = NobodyKnows,
            [(ConversationStage.FinalReply, FailureKind.Malformed)] = NobodyKnows,
            [(ConversationStage.FinalReply, FailureKind.Transient)] = Defer,
            [(ConversationStage.FinalReply, FailureKind.Permanent)] = Fail,
            [(ConversationStage.FinalReply, FailureKind.ClosingDown)] = DeferAndClose,
        }.ToFrozenDictionary();

    /// <summary>What a failure means.</summary>
    public static FailureVerdict Judge(ConversationFailure failure) => Table[(failure.Stage, failure.Kind)];

    /// <summary>What a failure means for a message on which a host has these terms.</summary>
    public static FailureVerdict Judge(ConversationFailure failure, RequireTlsTerms terms) =>
        EndsRequireTls(failure, terms) ? Judge(failure) with { Recipients = Disposition.Failed } : Judge(failure);

    // RFC 8689 §4.2.1: "If there are no more MX hosts ... the SMTP client MUST send a non-delivery notification". Only what a
    // host can do, and who it is, is such an end: a handshake that breaks, as a host that is down, may be better later.
    private static bool EndsRequireTls(ConversationFailure failure, RequireTlsTerms terms) => (failure.Stage, failure.Kind) switch
    {
        (ConversationStage.Policy, FailureKind.Forbidden) => failure.Reply is { IsPermanent: true },
        (ConversationStage.StartTls, FailureKind.NotOffered) => terms is RequireTlsTerms.Onward,
        (ConversationStage.Certificate, FailureKind.Untrusted) => terms is RequireTlsTerms.Onward,
        _ => false,
    };

    /// <summary>What the refusal of one recipient means for it (RFC 5321 §4.2.1).</summary>
    public static Disposition OfRecipient(SmtpReply refusal)
    {
        // RFC 5321 §4.5.3.1.10: 552 to RCPT was once said of too many recipients, and is then to be read as 452.
        var tooMany = refusal.Code == 552 && refusal.Enhanced is null or { Subject: 5, Detail: 3 };
        return refusal.IsPermanent && !tooMany ? Disposition.Failed : Disposition.Deferred;
    }

    /// <summary>The kind of a reply that is a no.</summary>
    public static FailureKind KindOf(SmtpReply reply) => reply switch
    {
        { Code: 421 } => FailureKind.ClosingDown,
        { IsTransient: true } => FailureKind.Transient,
        { IsPermanent: true } => FailureKind.Permanent,
        _ => FailureKind.Malformed,
    };
}
