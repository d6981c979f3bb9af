using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.Protocols.Text;
using Gatepost.Spool;
using Microsoft.Extensions.Logging;

namespace Gatepost.Dispatch;

/// <summary>
/// Tells senders what became of their mail. A server that has said 250 owes either delivery or a notice (RFC 5321 §6.1); a
/// notice says in a form for people and in one for programs which recipients failed, wait, or were handed on (RFC 3461, 3464).
/// </summary>
/// <remarks>
/// A notice has no sender itself, so that notices never answer notices (RFC 5321 §4.5.5), and asks for none about itself. It is
/// queued in the same transaction that takes its recipients out of the queue: there is no instant at which both are gone.
/// </remarks>
internal sealed partial class Notifier(
    ISpool spool, IConfigSource configuration, TimeProvider time, DispatchMetrics metrics, ILogger<Notifier> logger)
{
    /// <summary>Writes the notices for an entry, one for each kind of news. Empty where there is no news, or no sender.</summary>
    /// <exception cref="IOException">The disk does not take them.</exception>
    public async Task<ComposedNotices> ComposeAsync(QueuedMessage entry, IReadOnlyList<NoticeLine> lines)
    {
        var composed = new ComposedNotices();
        if (lines.Count == 0) return composed;
        if (entry.Envelope.ReversePath is not { } sender)
        {
            // RFC 5321 §6.1: "the server MUST NOT send a notification for a message with a null reverse-path".
            foreach (var line in lines)
                LogNoSender(entry.Id, Show(line.Outcome.Recipient.Address), line.Action, AttemptFacts.Show(line.Outcome.Reply));
            return composed;
        }

        try
        {
            foreach (var kind in lines.GroupBy(l => l.Action).OrderBy(g => g.Key))
                composed.Add(await WriteAsync(composed, entry, sender, [.. kind]));
            return composed;
        }
        catch
        {
            await composed.DisposeAsync();
            throw;
        }
    }

    private async Task<QueuedMessage> WriteAsync(
        ComposedNotices composed, QueuedMessage entry, Mailbox sender, IReadOnlyList<NoticeLine> lines)
    {
        var config = configuration.Current;
        var now = time.GetUtcNow();
        var enclosure = await EncloseAsync(entry, lines[0].Action);
        var notice = new NoticeContext(entry, lines[0].Action, lines, config.Hostname, now)
        {
            Subject = enclosure?.FindSubject(),
            Id = spool.NextId(),
            Postmaster = config.Postmaster ?? "postmaster@" + config.Hostname,
            RetryUntil = new RetrySchedule(config.Queue).ExpiresAt(entry.ArrivedAt),
        };
        var writer = spool.CreateContent();
        composed.Keep(writer);
        NoticeComposer.Write(notice, sender, enclosure, writer);
        await writer.FlushAsync(CancellationToken.None);
        var content = await writer.FinishAsync(CancellationToken.None);
        metrics.Noticed(Label.Of(notice.Action));
        LogQueued(entry.Id, notice.Action, Show(sender), notice.Id);
        return new()
        {
            Id = notice.Id,
            // RFC 3461 §6.1: the null reverse-path, and NOTIFY=NEVER.
            Envelope = new()
            {
                ReversePath = null,
                Recipients = [new Recipient(sender, DsnNotify.Never)],
                Body = content.HasEightBitData ? BodyType.EightBitMime : BodyType.SevenBit,
                SmtpUtf8 = sender.NeedsSmtpUtf8,
                // RFC 8689 §5: notices "MUST be protected in the same manner as the original message".
                RequireTls = entry.Envelope.RequireTls,
            },
            Destination = DestinationKey.For(config, sender.DomainKey),
            Content = content,
            PrefixHeaders = ReadOnlyMemory<byte>.Empty,
            Direction = config.FindDomain(sender.DomainKey) is null ? MailDirection.Out : MailDirection.In,
            Origin = new("notifier", null, null, null, TlsFacts.Clear()),
            ArrivedAt = now,
            NextAttemptAt = now,
        };
    }

    private async Task<NoticeEnclosure?> EncloseAsync(QueuedMessage entry, NoticeAction action)
    {
        try
        {
            return await NoticeEnclosure.ReadAsync(entry, action);
        }
        catch (IOException fault)
        {
            // The news matters more than what it encloses.
            LogEnclosureUnreadable(entry.Id, fault);
            return null;
        }
    }

    private static string Show(Mailbox address) => PeerText.Escape(address.ToString(), 320);

    [LoggerMessage(
        EventIds.NoticeQueued, LogLevel.Information, "{QueueId}: notice ({Action}) to <{Sender}> queued as {NoticeId}")]
    private partial void LogQueued(QueueId queueId, NoticeAction action, string sender, QueueId noticeId);

    [LoggerMessage(EventIds.NoticeWithoutSender, LogLevel.Warning,
        "{QueueId}: nobody is told of {Action} for <{Recipient}>, since the message has no sender: {Reply}")]
    private partial void LogNoSender(QueueId queueId, string recipient, NoticeAction action, string reply);

    [LoggerMessage(
        EventIds.EnclosureUnreadable, LogLevel.Error, "{QueueId}: the message cannot be read; its notice goes without it")]
    private partial void LogEnclosureUnreadable(QueueId queueId, Exception exception);
}
