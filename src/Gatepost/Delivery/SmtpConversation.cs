using Gatepost.Configuration;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Delivery;

/// <summary>
/// A conversation that is ready for mail: greeted, over TLS where that was agreed, with the peer's offer known. It carries one
/// message after the other. <see cref="SmtpDialer"/> opens it.
/// </summary>
internal sealed class SmtpConversation(SmtpConnection connection, EhloReply offer, TlsFacts tls, DialTarget target)
    : IAsyncDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly TimeoutsConfig _timeouts = target.Config.Timeouts;
    private bool _resetIsDue;
    private bool _isSpoilt;

    /// <summary>What the peer offers, as it said after TLS.</summary>
    public EhloReply Offer => offer;

    /// <summary>What TLS is like.</summary>
    public TlsFacts Tls => tls;

    /// <summary>Whom we talk to.</summary>
    public DialTarget Target => target;

    /// <summary>Transactions begun so far.</summary>
    public int Transactions { get; private set; }

    /// <summary>It may carry another message.</summary>
    public bool IsUsable => connection.IsUsable && !_isSpoilt;

    /// <summary>It is still as it was left: nothing came, nobody closed.</summary>
    public bool IsQuiet => IsUsable && !connection.HasUnreadInput;

    /// <summary>Sends one message. What the peer does wrong comes back as a value.</summary>
    /// <param name="mail">The message.</param>
    /// <param name="whole">How long all may take until the final reply is awaited.</param>
    /// <param name="cancellationToken">The caller's wish to stop.</param>
    /// <exception cref="OperationCanceledException">The caller wants to stop, and not all of it has been sent.</exception>
    /// <exception cref="IOException">The content cannot be read: close the conversation.</exception>
    public async ValueTask<TransactionResult> SendAsync(
        OutgoingMail mail, TimeSpan whole, CancellationToken cancellationToken)
    {
        var facts = new PeerFacts(target.Expectation.Host, tls.IsEncrypted, target.Expectation.Demand.RequireTls);
        var plan = await TransactionPlan.OfAsync(mail, offer, facts, cancellationToken);
        if (plan.Refusal is { } refusal)
            return new(plan.Refusals, new(ConversationStage.Mail, FailureKind.NotOffered, refusal), null);

        using var follow = connection.Follow(cancellationToken);
        connection.Together(whole);
        var transaction = new MailTransaction(connection, plan, _timeouts);
        var content = new ContentTransfer(connection, mail, _timeouts);
        return Settle(transaction, await transaction.RunAsync(content, Manner(), cancellationToken));
    }

    /// <summary>Asks whether the peer would take mail for a recipient, from the null reverse-path, and sends none.</summary>
    /// <exception cref="OperationCanceledException">The caller wants to stop.</exception>
    public async ValueTask<TransactionResult> ProbeAsync(Mailbox recipient, CancellationToken cancellationToken)
    {
        var utf8 = recipient.NeedsSmtpUtf8 && offer.Offers(SmtpExtensions.SmtpUtf8);
        var plan = new TransactionPlan
        {
            Mail = new MailArguments { ReversePath = null, SmtpUtf8 = utf8 },
            Recipients = [new RcptArguments { ForwardPath = recipient }],
            Refusals = [null],
        };
        using var follow = connection.Follow(cancellationToken);
        var transaction = new MailTransaction(connection, plan, _timeouts);
        return Settle(transaction, await transaction.ProbeAsync(Manner()));
    }

    /// <summary>Takes leave (RFC 5321 §4.1.1.10) and closes; a peer that does not answer is not waited for long.</summary>
    public async ValueTask QuitAsync()
    {
        if (connection.IsUsable)
        {
            target.Watcher?.Said("QUIT");
            await connection.AskAsync(ConversationStage.Hello, "QUIT", Farewell);
        }

        await DisposeAsync();
    }

    /// <summary>Closes without a word.</summary>
    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private MailTransaction.Manner Manner()
    {
        Transactions++;
        return new(_resetIsDue, offer.Offers(SmtpExtensions.Pipelining), offer.Offers(SmtpExtensions.Chunking));
    }

    private TransactionResult Settle(MailTransaction transaction, TransactionResult result)
    {
        connection.Together(null);
        _resetIsDue = transaction.IsLeftOpen;
        _isSpoilt |= result.Failure is { } failure && !FailurePolicy.Judge(failure).KeepConnection;
        return result;
    }
}
