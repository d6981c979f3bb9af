using Gatepost.Configuration;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Delivery;

/// <summary>
/// One mail transaction: MAIL, RCPT for each recipient, and the content (RFC 5321 §3.3). Where the peer offers PIPELINING the
/// commands go out as one group, with DATA as its last one, and the replies are matched by counting (RFC 2920 §3.1).
/// </summary>
/// <remarks>
/// BDAT does not go out with the group, though that would save a round trip: a peer that refuses all recipients, and does not
/// swallow the chunk as RFC 3030 §2 demands, would take the octets of the message for commands.
/// </remarks>
internal sealed class MailTransaction(SmtpConnection connection, TransactionPlan plan, TimeoutsConfig timeouts)
{
    private readonly RecipientRefusal?[] _refusals = [.. plan.Refusals];
    private int _accepted;

    /// <summary>How the commands are put.</summary>
    /// <param name="ResetFirst">A transaction was broken off on this connection: RSET goes before MAIL.</param>
    /// <param name="Pipelining">The peer offers PIPELINING.</param>
    /// <param name="Chunking">The peer offers CHUNKING: no DATA.</param>
    public readonly record struct Manner(bool ResetFirst, bool Pipelining, bool Chunking);

    /// <summary>A transaction is open at the peer that has not come to its end: RSET is due before the next MAIL.</summary>
    public bool IsLeftOpen { get; private set; } = true;

    /// <summary>Runs it.</summary>
    /// <exception cref="IOException">The content cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The caller wants to stop, and not all of it has been sent.</exception>
    public async ValueTask<TransactionResult> RunAsync(
        ContentTransfer content, Manner manner, CancellationToken cancellationToken)
    {
        if (!plan.Recipients.Any(static recipient => recipient is not null))
        {
            IsLeftOpen = manner.ResetFirst;
            return Result(null);
        }

        var failure = await NegotiateAsync(manner);
        if (failure is not null || _accepted == 0) return Result(failure);

        var heard = manner.Chunking
            ? await content.SendChunksAsync(cancellationToken)
            : await content.SendLinesAsync(cancellationToken);
        IsLeftOpen = heard.Reply is null && manner.Chunking;
        return new TransactionResult(_refusals, heard.Failure, heard.Reply);
    }

    /// <summary>Asks for one recipient and breaks off: MAIL and RCPT without content.</summary>
    /// <exception cref="OperationCanceledException">The caller wants to stop.</exception>
    public async ValueTask<TransactionResult> ProbeAsync(Manner manner) =>
        Result(await NegotiateAsync(manner with { Chunking = true }));

    private TransactionResult Result(ConversationFailure? failure) => new(_refusals, failure, null);

    private async ValueTask<ConversationFailure?> NegotiateAsync(Manner manner)
    {
        using var group = Group(manner);
        if (await group.SendAsync() is { } unsent) return unsent;
        if (manner.ResetFirst && (await group.HearAsync()).Refused(ConversationStage.Mail) is { } stuck)
        {
            // RFC 5321 §4.1.1.5: there is no refusal of RSET. It is no word on this message, and what else of the group is
            // answered belongs to nobody: the connection is given up, as where the peer had gone.
            return stuck.Reply is null ? stuck : stuck with { Kind = FailureKind.ClosingDown };
        }

        var failure = (await group.HearAsync()).Refused(ConversationStage.Mail);
        if (failure is not null && !(manner.Pipelining && connection.IsUsable)) return failure;

        // RFC 2920 §3.1: the status of each command of a group is read, whatever became of the ones before it.
        failure = await HearRecipientsAsync(group, failure);
        var isOver = failure is not null || _accepted == 0;
        if (manner.Chunking || !connection.IsUsable || (isOver && !manner.Pipelining)) return failure;
        return await HearDataAsync(group, failure);
    }

    private CommandGroup Group(Manner manner)
    {
        var group = new CommandGroup(connection, timeouts, manner.Pipelining);
        if (manner.ResetFirst) CommandWriter.WriteVerb(group.Next(ConversationStage.Mail), SmtpVerb.Rset);
        CommandWriter.WriteMail(group.Next(ConversationStage.Mail), plan.Mail);
        foreach (var recipient in plan.Recipients)
        {
            if (recipient is not null) CommandWriter.WriteRcpt(group.Next(ConversationStage.Recipient), recipient);
        }

        if (!manner.Chunking) CommandWriter.WriteVerb(group.Next(ConversationStage.Data), SmtpVerb.Data);
        return group;
    }

    private async ValueTask<ConversationFailure?> HearRecipientsAsync(CommandGroup group, ConversationFailure? failure)
    {
        for (var i = 0; i < plan.Recipients.Count; i++)
        {
            if (plan.Recipients[i] is null) continue;
            var refused = (await group.HearAsync()).Refused(ConversationStage.Recipient);
            if (refused is null) _accepted++;
            else if (refused.Kind is FailureKind.Transient or FailureKind.Permanent)
                _refusals[i] = failure is null ? new RecipientRefusal(refused.Reply!, IsOurs: false) : null;
            else return failure ?? refused;
        }

        return failure;
    }

    private async ValueTask<ConversationFailure?> HearDataAsync(CommandGroup group, ConversationFailure? failure)
    {
        var refused = (await group.HearAsync()).Refused(ConversationStage.Data, awaitsIntermediate: true);
        var isWanted = failure is null && _accepted > 0;
        if (refused is not null) return isWanted || !connection.IsUsable ? failure ?? refused : failure;
        if (isWanted) return null;

        // RFC 2920 §3.1: the peer took DATA though nobody is left to send to: a single dot gives it nothing.
        if (await connection.WriteAsync(ConversationStage.Data, ".\r\n"u8.ToArray(), timeouts.Reply) is null)
            await connection.ReadReplyAsync(ConversationStage.Data, timeouts.FinalReply);
        return failure;
    }
}
