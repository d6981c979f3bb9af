using System.Text;
using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Microsoft.Extensions.Logging;

namespace Gatepost.Inbound;

/// <summary>
/// Conducts the taking of a message: from the first word about it to the moment in which it is ours. It is the one place that
/// knows the whole inbound leg, and the only one that writes.
/// </summary>
/// <remarks>
///   (1) Sender       may it come at all: size, room on the disk               at MAIL
///   (2) Recipient    by what right, does it exist, with whom does it travel   at RCPT
///   (3) Content      streams to the spool as it arrives                       after DATA, BDAT
///   (4) Judge        what only the whole content shows: hops, header, size    at the end
///   (5) Commit       spool and ledger, on disk                                then 250
/// </remarks>
internal sealed partial class Acceptance(InboundNeeds needs, InboundMetrics metrics, ILogger logger)
{
    private readonly RecipientMemory _recipients = new(needs.Recipients, needs.Time);
    private readonly RefusalLimit _refusals = new(needs.Time);
    private readonly ILogger _logger = logger;

    /// <summary>(1) What speaks against a sender, or null.</summary>
    public async ValueTask<SmtpReply?> RefuseSenderAsync(ClientFacts client, MailArguments mail)
    {
        var limit = client.Config.Limits.MessageSize;
        // RFC 5321 §4.1.1.11: parameters belong to extensions, and HELO knows none.
        if (!client.IsExtended && mail != new MailArguments { ReversePath = mail.ReversePath })
            return Replies.For(SyntaxProblem.UnknownParameter);
        if (mail.RequireTls && !client.Tls.IsEncrypted) return Replies.RequireTlsInClear;
        if (await RefusePartnerAsync(client, mail).ConfigureAwait(false) is { } unmet) return unmet;
        // RFC 1870 §6.1: better now than after the transfer.
        if (mail.Size > limit) return Replies.MessageTooLarge(limit);
        return needs.Spool.HasRoomFor(mail.Size ?? 0) ? null : Replies.InsufficientStorage;
    }

    /// <summary>(2) Takes a recipient into the transaction, or says what speaks against it.</summary>
    public async ValueTask<SmtpReply?> AddRecipientAsync(
        ClientFacts client, Transaction transaction, RcptArguments rcpt, CancellationToken cancellationToken)
    {
        if (!client.IsExtended && rcpt != new RcptArguments { ForwardPath = rcpt.ForwardPath })
            return Replies.For(SyntaxProblem.UnknownParameter);
        // RFC 5321 §4.5.3.1.10: 452, and the client sends the others in another transaction.
        if (transaction.Recipients >= client.Config.Limits.Recipients) return Replies.TooManyRecipients;
        if ((rcpt.ForwardPath ?? PostmasterOf(client.Config)) is not { } address) return Replies.NoSuchUser;
        var right = RelayRules.RightOf(client, address);
        if (right is RecipientRight.None) return Replies.RelayDenied;
        if (right is RecipientRight.Routed) return Replies.RoutedAddress;
        var domain = right is RecipientRight.OurDomain ? client.Config.FindDomain(address.DomainKey) : null;
        if (domain is { VerifyRecipients: true }
            && await IsUnknownAsync(client, address, cancellationToken).ConfigureAwait(false))
            return Replies.NoSuchUser;

        var part = new Transaction.Part(
            DestinationKey.For(client.Config, address.DomainKey), domain is null ? MailDirection.Out : MailDirection.In);
        var recipient = new Recipient(address, rcpt.Notify, rcpt.OriginalRecipient);
        return transaction.TryAdd(part, recipient) ? null : Replies.TooManyRecipients;
    }

    /// <summary>(3) Opens the content of a message.</summary>
    public IncomingContent Open(ClientFacts client, Transaction transaction) =>
        transaction.Content = new(needs.Spool.CreateContent(), client.Config.Limits.Header);

    /// <summary>(4) What speaks against the content so far, or null.</summary>
    public static SmtpReply? RefuseContent(ClientFacts client, IncomingContent content)
    {
        if (content.Fault is { } fault) return NotStored(client, fault);
        if (content.Refusal is { } refusal) return refusal;
        if (content.Header.Progress is HeaderProgress.TooLarge) return Replies.HeaderTooLarge(client.Config.Limits.Header);
        return content.Header.ReceivedCount > client.Config.Limits.ReceivedFields ? Replies.TooManyHops : null; // RFC 5321 §6.3
    }

    /// <summary>
    /// (4) and (5): judges the whole content and makes the message ours. A positive reply means that it is on disk.
    /// </summary>
    public async ValueTask<(SmtpReply Reply, bool Taken)> CompleteAsync(ClientFacts client, Transaction transaction)
    {
        var content = transaction.Content!;
        content.Header.Finish();
        if (RefuseContent(client, content) is { } refusal) return (refusal, false);
        try
        {
            return (await CommitAsync(client, transaction, content).ConfigureAwait(false), true);
        }
        catch (IOException fault)
        {
            return (NotStored(client, fault), false);
        }
        catch (Exception bug)
        {
            // Our own fault: nothing was acknowledged, the client keeps the message and tries again (RFC 5321 §6.1).
            LogSessionOurFault(client.Log, client.Id, client.Peer, bug);
            return (Replies.LocalError, false);
        }
    }

    private async Task<SmtpReply> CommitAsync(ClientFacts client, Transaction transaction, IncomingContent incoming)
    {
        var content = await incoming.FinishAsync().ConfigureAwait(false);
        var now = needs.Time.GetUtcNow();
        var id = needs.Spool.NextId();
        var parts = PartsOf(client, transaction, content, Prefix(client, transaction, incoming, id, now), (id, now));
        // Once begun it is finished, whatever the client does: a commit that we gave up might be on disk all the same.
        var record = RecordAsync(client, parts);
        await needs.Spool.CommitAsync(parts, CancellationToken.None).ConfigureAwait(false);
        await record.ConfigureAwait(false);
        metrics.MessageAccepted(client.Listener.Name, parts[0].Origin.Tls.Reached, content.Length);
        LogAccepted(id, client, transaction, parts[0]);
        if (incoming.Header.HasVoidTlsRequired) LogVoidTlsRequired(id);
        return Replies.Queued(id.ToString());
    }

    private static List<QueuedMessage> PartsOf(
        ClientFacts client, Transaction transaction, MessageContent content, byte[] prefix,
        (QueueId Id, DateTimeOffset Now) stamp)
    {
        var origin = new MessageOrigin(client.Listener.Name, client.Address, client.Helo?.Name, client.User,
            PartnerRules.ProvenFor(client, transaction.Mail.ReversePath));
        var mail = transaction.Mail;
        var parts = new List<QueuedMessage>(transaction.Parts.Count);
        foreach (var (part, recipients) in transaction.Parts)
        {
            var envelope = new Envelope
            {
                ReversePath = mail.ReversePath,
                Recipients = recipients,
                Body = mail.Body ?? BodyType.SevenBit,
                SmtpUtf8 = mail.SmtpUtf8,
                Return = mail.Return,
                EnvelopeId = mail.EnvelopeId,
                RequireTls = mail.RequireTls,
                // RFC 8689 §4.1: beside REQUIRETLS the header field "MUST be ignored".
                TlsOptional = !mail.RequireTls && transaction.Content!.Header.IsTlsOptional,
            };
            parts.Add(new()
            {
                Id = stamp.Id.WithPart(parts.Count),
                Envelope = envelope,
                Destination = part.Destination,
                Content = content,
                PrefixHeaders = prefix,
                Direction = part.Direction,
                Origin = origin,
                ArrivedAt = stamp.Now,
                NextAttemptAt = stamp.Now,
            });
        }

        return parts;
    }

    /// <summary>Our trace field, and what a submitted message must have and lacks.</summary>
    private static byte[] Prefix(
        ClientFacts client, Transaction transaction, IncomingContent content, QueueId id, DateTimeOffset now)
    {
        var trace = TraceOf(client, transaction, id, now).ToOctets();
        var header = content.Header;
        // A body without header section must not become part of ours.
        var end = header.IsMissing && content.Length > 0 ? "\r\n" : "";
        if (client.Listener.Role is ListenerRole.Mx) return end.Length == 0 ? trace : [.. trace, .. "\r\n"u8];
        // RFC 6409 §8.2, §8.3: people's programs may leave these to us. Between servers nothing is added (RFC 5321 §6.4).
        var date = header.HasDate ? "" : $"Date: {MailDate.Format(now)}\r\n";
        var messageId = header.HasMessageId ? "" : $"Message-ID: <{id}@{client.Config.Hostname}>\r\n";
        return [.. trace, .. Encoding.ASCII.GetBytes(date + messageId + end)];
    }

    private static ReceivedField TraceOf(ClientFacts client, Transaction transaction, QueueId id, DateTimeOffset now)
    {
        var with = (client.IsExtended || client.Tls.IsEncrypted ? TransmissionType.Extended : TransmissionType.Smtp)
            | (client.Tls.IsEncrypted ? TransmissionType.Tls : 0)
            | (client.User is not null ? TransmissionType.Authenticated : 0)
            | (transaction.Mail.SmtpUtf8 ? TransmissionType.Utf8 : 0);
        return new()
        {
            Helo = client.Helo!,
            Client = client.Address,
            By = client.Config.Hostname,
            With = with,
            Id = id.ToString(),
            For = transaction.Recipients == 1 ? transaction.Parts.First().Value[0].Address : null,
            CipherSuite = client.Tls.CipherSuite,
            TlsProtocol = client.Tls.Protocol,
            Date = now,
        };
    }
}
