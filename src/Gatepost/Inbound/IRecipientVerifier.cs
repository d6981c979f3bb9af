using Gatepost.Protocols.Smtp;

namespace Gatepost.Inbound;

/// <summary>
/// Asks the next hop of one of our domains whether it would take mail for a recipient (call-forward). The port that Inbound
/// needs; <see cref="Acceptance"/> remembers the answers, so an implementation asks each time.
/// </summary>
public interface IRecipientVerifier
{
    /// <summary>
    /// Asks. No answer within the time-outs of the configuration is <see cref="RecipientVerdict.NoAnswer"/>, never an exception.
    /// </summary>
    Task<RecipientAnswer> AskAsync(Mailbox recipient, CancellationToken cancellationToken);
}
