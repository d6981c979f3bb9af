using Gatepost.Delivery;
using Gatepost.Inbound;
using Gatepost.Protocols.Smtp;
using Microsoft.Extensions.Logging;

namespace Gatepost.Host.Serving;

/// <summary>
/// Inbound asks whether a recipient exists, Delivery knows how to ask; they meet only here. A client
/// waits for the answer, so it may not take long.
/// </summary>
internal sealed partial class CallForward(RecipientProbe probe, TimeProvider clock, ILogger<CallForward> logger)
    : IRecipientVerifier
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task<RecipientAnswer> AskAsync(Mailbox recipient, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Patience, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var answer = await probe.AskAsync(recipient, limit.Token);
            var verdict = answer.Accepts switch
            {
                true => RecipientVerdict.Exists,
                false => RecipientVerdict.Unknown,
                null => answer.IsAboutRecipient ? RecipientVerdict.Undecided : RecipientVerdict.NoAnswer,
            };
            return new(verdict, answer.Reply.ToString());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(RecipientVerdict.NoAnswer, $"no answer within {Patience.TotalSeconds:0} seconds");
        }
        catch (Exception bug) when (!cancellationToken.IsCancellationRequested)
        {
            LogCallForwardFailed(recipient.DomainKey, bug);
            return new(RecipientVerdict.NoAnswer, "a fault inside Gatepost");
        }
    }

    [LoggerMessage(HostEvents.CallForwardFailed, LogLevel.Error,
        "asking the next hop of {Domain} for a recipient failed inside Gatepost")]
    private partial void LogCallForwardFailed(string domain, Exception exception);
}
