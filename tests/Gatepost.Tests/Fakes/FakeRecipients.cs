using Gatepost.Inbound;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Tests.Fakes;

/// <summary>A next hop that knows nobody called "unknown", and does not answer for "silent".</summary>
internal sealed class FakeRecipients : IRecipientVerifier
{
    /// <summary>Who was asked for.</summary>
    public Heard<string> Asked { get; } = new();

    public Task<RecipientVerdict> AskAsync(Mailbox recipient, CancellationToken cancellationToken)
    {
        Asked.Add(recipient.ToString());
        return Task.FromResult(recipient.LocalPart switch
        {
            "unknown" => RecipientVerdict.Unknown,
            "silent" => RecipientVerdict.NoAnswer,
            _ => RecipientVerdict.Exists,
        });
    }
}
