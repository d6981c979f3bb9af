using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Gatepost.Ledger;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.Protocols.Text;
using Microsoft.Extensions.Logging;

namespace Gatepost.Inbound;

// What is written down about messages, what is asked about recipients, and what is said of disks.
internal sealed partial class Acceptance
{
    private const int ShownName = 120;

    // What the systems' error codes for a full disk or a used-up quota are: ENOSPC, EDQUOT, ERROR_DISK_FULL,
    // ERROR_HANDLE_DISK_FULL.
    private static readonly int[] DiskFull = [28, 122, 0x70, 0x27];

    /// <summary>
    /// Whether the next hop takes no mail for the address. Without an answer the recipient is taken: a next hop that is down is
    /// what the queue is for, and a bounce later is better than mail that is refused now.
    /// </summary>
    private async ValueTask<bool> IsUnknownAsync(ClientFacts client, Mailbox address, CancellationToken cancellationToken)
    {
        var (verdict, said) = await _recipients.AskAsync(address, cancellationToken).ConfigureAwait(false);
        if (verdict is RecipientVerdict.Exists) return false;
        var (shown, words) = (PeerText.Escape(address.ToString(), ShownName), PeerText.Quote(said));
        if (verdict is RecipientVerdict.Unknown) LogNextHopRefuses(client.Log, client.Id, shown, words);
        else LogNotAsked(client.Log, client.Id, shown, words);
        return verdict is RecipientVerdict.Unknown;
    }

    /// <summary>
    /// RFC 5321 §4.5.1: <c>&lt;Postmaster&gt;</c> without a domain is taken; it is the postmaster of our first domain.
    /// </summary>
    private static Mailbox? PostmasterOf(GatepostConfig config)
    {
        if (Mailbox.TryParse(config.Postmaster, out var configured)) return configured;
        foreach (var domain in config.Domains)
            if (!domain.Name.StartsWith('.')) return new("postmaster", domain.Name);
        return null;
    }

    /// <summary>
    /// Writes how the message came. The message is safe by the spool alone: a row that cannot be written costs no mail, and
    /// stands in the log instead.
    /// </summary>
    private async Task RecordAsync(ClientFacts client, List<QueuedMessage> parts)
    {
        // Whoever comes to another listener than the internet's is one of ours: those take nobody else's mail.
        var marks = client.Listener.Role is ListenerRole.Mx ? LedgerMarks.None : LedgerMarks.FromInside;
        var why = string.Join("; ", (string[])[$"listener {client.Listener.Name}",
            .. PartnerRules.Judge(client, parts[0].Envelope.ReversePath, parts[0].ArrivedAt).Select(finding => finding.Words)]);
        var tls = ShownBy(client, parts[0].Origin.Tls);
        var rows = parts.ConvertAll(part => RowOf(part, marks, why) with { Tls = tls });
        try
        {
            await needs.Ledger.RecordAsync(rows, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            LogRowLost(parts[0].Id, fault);
        }
    }

    private static LedgerEntry RowOf(QueuedMessage message, LedgerMarks marks, string why) => new()
    {
        At = message.ArrivedAt,
        Kind = LedgerKind.Accepted,
        Direction = message.Direction,
        QueueId = message.Id,
        SenderDomain = message.Envelope.ReversePath?.DomainKey ?? "",
        RecipientDomain = message.Domain,
        Recipients = message.Envelope.Recipients.Count,
        Size = message.Content.Length,
        Peer = $"{PeerText.Escape(message.Origin.Helo)}[{message.Origin.Address}]",
        Wanted = TlsLevel.May,
        Tls = message.Origin.Tls,
        Why = why,
        Outcome = LedgerOutcome.Accepted,
        Reply = "",
        Marks = marks,
    };

    /// <summary>What an agreement has against mail that seems to be a partner's; what is only watched is told of.</summary>
    private async ValueTask<SmtpReply?> RefusePartnerAsync(ClientFacts client, MailArguments mail)
    {
        foreach (var finding in PartnerRules.Judge(client, mail.ReversePath, needs.Time.GetUtcNow()))
        {
            if (finding.Lack is PartnerLack.Nothing) continue;
            if (finding.Refusal(client.Config.PostmasterAddress) is { } refusal)
            {
                await RecordAsync(client, mail, finding, refusal).ConfigureAwait(false);
                return refusal;
            }

            if (client.Log.IsEnabled(LogLevel.Information)) LogWatched(client.Log, client.Id, finding.Words, client.Peer);
        }

        return null;
    }

    private async ValueTask RecordAsync(ClientFacts client, MailArguments mail, PartnerFinding finding, SmtpReply refusal)
    {
        if (!_refusals.Allows(finding.Partner.Name, out var missed)) return;
        var row = new LedgerEntry
        {
            At = needs.Time.GetUtcNow(),
            Kind = LedgerKind.Refused,
            Direction = MailDirection.In,
            QueueId = needs.Spool.NextId(),
            SenderDomain = finding.DomainOf(mail.ReversePath),
            RecipientDomain = "",
            Recipients = 0,
            Size = 0,
            Peer = $"{PeerText.Escape(client.ShownHelo, ShownName)}[{client.Address}]",
            Wanted = TlsLevel.Encrypt,
            Tls = ShownBy(client, PartnerRules.ProvenFor(client, mail.ReversePath)),
            Why = missed > 0 ? $"{finding.Words}; {missed} more before it were not written down" : finding.Words,
            Outcome = LedgerOutcome.Refused,
            Reply = refusal.ToString(),
        };
        try
        {
            await needs.Ledger.RecordAsync([row], CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            LogRefusalLost(client.Id, fault);
        }
    }

    private static TlsFacts ShownBy(ClientFacts client, TlsFacts proven) =>
        proven is { IsEncrypted: false, Reason: TlsReason.None } clear
            ? clear with { Reason = client.Listener.StartTls ? TlsReason.NotUsed : TlsReason.SwitchedOff }
            : proven;

    private static SmtpReply NotStored(ClientFacts client, IOException fault)
    {
        LogNotStored(client.Log, client.Id, client.Peer, fault);
        return DiskFull.Contains(fault.HResult & 0xFFFF) ? Replies.InsufficientStorage : Replies.StorageFailed;
    }

    private void LogAccepted(QueueId id, ClientFacts client, Transaction transaction, QueuedMessage part)
    {
        if (!_logger.IsEnabled(LogLevel.Information)) return;
        var tls = client.Tls is { Protocol: { } version, CipherSuite: { } suite } ? $"{version}/{suite}" : "none";
        LogAccepted(id, client.Id, $"{PeerText.Escape(client.ShownHelo)}{client.Peer}",
            $"tls={tls} assurance={part.Origin.Tls.Reached.Word()} user={PeerText.Escape(client.User ?? "-", ShownName)}",
            $"{transaction.Show()} size={part.Content.Length}");
    }

    [LoggerMessage(EventIds.MessageAccepted, LogLevel.Information,
        "{QueueId}: accepted {Envelope} client={Client} {Protection} session={Session}")]
    private partial void LogAccepted(QueueId queueId, string session, string client, string protection, string envelope);

    // RFC 8689 §3: "More than one instance ... MUST NOT appear", and No is its only value.
    [LoggerMessage(EventIds.TlsRequiredVoid, LogLevel.Information,
        "{QueueId}: TLS-Required counts for nothing: it stands there twice, or says something else than No")]
    private partial void LogVoidTlsRequired(QueueId queueId);

    [LoggerMessage(EventIds.MessageNotStored, LogLevel.Error,
        "{Session}: a message could not be stored and was not acknowledged; look after the disk of the data folder; "
        + "client={Client}")]
    private static partial void LogNotStored(ILogger logger, string session, string client, Exception fault);

    [LoggerMessage(EventIds.LedgerRowLost, LogLevel.Error, "{QueueId}: accepted, but its row could not be written to the ledger")]
    private partial void LogRowLost(QueueId queueId, Exception fault);

    [LoggerMessage(EventIds.RefusalLost, LogLevel.Error,
        "{Session}: a partner's mail was refused, and its row could not be written to the ledger")]
    private partial void LogRefusalLost(string session, Exception fault);

    [LoggerMessage(EventIds.RecipientNotAsked, LogLevel.Warning,
        "{Session}: the next hop could not be asked whether <{Recipient}> exists, or would not say; it was taken: {Said}")]
    private static partial void LogNotAsked(ILogger logger, string session, string recipient, string said);

    [LoggerMessage(EventIds.PartnerWatched, LogLevel.Information, "{Session}: {Finding}; client={Client}")]
    private static partial void LogWatched(ILogger logger, string session, string finding, string client);

    [LoggerMessage(EventIds.RecipientRefused, LogLevel.Information,
        "{Session}: the next hop takes no mail for <{Recipient}>: {Said}")]
    private static partial void LogNextHopRefuses(ILogger logger, string session, string recipient, string said);

    [LoggerMessage(EventIds.SessionOurFault, LogLevel.Error,
        "{Session}: a fault inside Gatepost; the client keeps its message; client={Client}")]
    private static partial void LogSessionOurFault(ILogger logger, string session, string client, Exception exception);
}
