using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.TlsPolicy;

namespace Gatepost.Delivery;

/// <summary>
/// What is said to one peer for one message, by what the peer offers; or why it is not said at all. A parameter goes out only
/// where its extension was offered (RFC 5321 §2.2.1), and what the message cannot do without is never left out silently.
/// </summary>
internal sealed record TransactionPlan
{
    /// <summary>MAIL.</summary>
    public required MailArguments Mail { get; init; }

    /// <summary>RCPT by the recipients' order; null where the recipient cannot be put to this peer.</summary>
    public required IReadOnlyList<RcptArguments?> Recipients { get; init; }

    /// <summary>Why a recipient cannot be put to this peer, by the recipients' order.</summary>
    public required IReadOnlyList<RecipientRefusal?> Refusals { get; init; }

    /// <summary>Why nothing of it can be sent to this peer, or null.</summary>
    public SmtpReply? Refusal { get; init; }

    /// <summary>Plans.</summary>
    /// <exception cref="IOException">The content cannot be read.</exception>
    public static async ValueTask<TransactionPlan> OfAsync(
        OutgoingMail mail, EhloReply peer, PeerFacts facts, CancellationToken cancellationToken)
    {
        var utf8 = mail.Envelope.SmtpUtf8 && peer.Offers(SmtpExtensions.SmtpUtf8);
        var refusal = Unfit(mail, peer, facts)
            ?? (mail.Envelope.SmtpUtf8 && !utf8 ? await TooInternationalAsync(mail, facts, cancellationToken) : null);
        var refusals = new RecipientRefusal?[mail.Recipients.Count];
        var recipients = new RcptArguments?[mail.Recipients.Count];
        for (var i = 0; i < recipients.Length; i++)
        {
            var recipient = mail.Recipients[i];
            if (!utf8 && !System.Text.Ascii.IsValid(recipient.Address.LocalPart))
                refusals[i] = new RecipientRefusal(Replies.SmtpUtf8NotOffered(facts.Host), IsOurs: true);     // RFC 6531 §3.5
            else
                recipients[i] = Rcpt(recipient, peer, utf8);
        }

        return new TransactionPlan
        {
            Mail = MailOf(mail, peer, facts, utf8),
            Recipients = recipients,
            Refusals = refusals,
            Refusal = refusal,
        };
    }

    private static SmtpReply? Unfit(OutgoingMail mail, EhloReply peer, PeerFacts facts)
    {
        // RFC 8689 §4.2.1: REQUIRETLS is kept or the message is not sent. It is left out only at the last stop, and of notices
        // (§5), and there whether TLS must be is for the expectation to say.
        if (mail.Envelope.RequireTls && facts.RequireTls is not (RequireTlsTerms.Final or RequireTlsTerms.Notice))
        {
            if (!facts.IsEncrypted) return Replies.RequireTlsWithoutTls(facts.Host);
            if (!peer.Offers(SmtpExtensions.RequireTls)) return Replies.RequireTlsNotOffered(facts.Host);
        }

        if (peer.SizeLimit is { } limit && mail.Length > limit) return Replies.LargerThanPeerTakes(facts.Host, limit);

        // RFC 6152 §3: "must not, under any circumstances, attempt to transfer a content that contains characters outside of
        // the US-ASCII octet range". We do not convert: that would break the signatures that others have put on it.
        var isEightBit = mail.Content.HasEightBitData || !System.Text.Ascii.IsValid(mail.PrefixHeaders.Span);
        return isEightBit && !peer.Offers(SmtpExtensions.EightBitMime) ? Replies.EightBitNotOffered(facts.Host) : null;
    }

    // RFC 6531 §3.2: to a server without SMTPUTF8 goes neither an internationalized address nor such a header. A domain may be
    // written as A-labels; a message that only declared SMTPUTF8 and needs nothing of it is sent without.
    private static async ValueTask<SmtpReply?> TooInternationalAsync(
        OutgoingMail mail, PeerFacts facts, CancellationToken cancellationToken)
    {
        var sender = mail.Envelope.ReversePath;
        var isInternational = (sender is not null && !System.Text.Ascii.IsValid(sender.LocalPart))
            || !System.Text.Ascii.IsValid(mail.PrefixHeaders.Span)
            || await HeaderScan.HasEightBitHeaderAsync(mail.Content, cancellationToken);
        return isInternational ? Replies.SmtpUtf8NotOffered(facts.Host) : null;
    }

    private static MailArguments MailOf(OutgoingMail mail, EhloReply peer, PeerFacts facts, bool utf8)
    {
        var envelope = mail.Envelope;
        var dsn = peer.Offers(SmtpExtensions.Dsn);
        var needsEightBit = envelope.Body is BodyType.EightBitMime || mail.Content.HasEightBitData;
        return new MailArguments
        {
            ReversePath = Written(envelope.ReversePath, utf8),
            Size = peer.Offers(SmtpExtensions.Size) ? mail.Length : null,
            Body = needsEightBit && peer.Offers(SmtpExtensions.EightBitMime) ? BodyType.EightBitMime : null,
            SmtpUtf8 = utf8,
            RequireTls = envelope.RequireTls && facts.IsEncrypted && peer.Offers(SmtpExtensions.RequireTls),
            Return = dsn ? envelope.Return : DsnReturn.Unspecified,                                           // RFC 3461 §5.2.1
            EnvelopeId = dsn ? envelope.EnvelopeId : null,
        };
    }

    private static RcptArguments Rcpt(Recipient recipient, EhloReply peer, bool utf8)
    {
        var dsn = peer.Offers(SmtpExtensions.Dsn);
        var original = recipient.OriginalRecipient;
        return new RcptArguments
        {
            ForwardPath = Written(recipient.Address, utf8),
            Notify = dsn ? recipient.Notify : DsnNotify.Unspecified,
            OriginalRecipient = dsn && original is not null && (utf8 || System.Text.Ascii.IsValid(original)) ? original : null,
        };
    }

    private static Mailbox? Written(Mailbox? address, bool utf8) =>
        address is null || utf8 || System.Text.Ascii.IsValid(address.Domain)
            ? address
            : new Mailbox(address.LocalPart, address.DomainKey);
}
