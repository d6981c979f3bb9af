using Gatepost.Inbound;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Tests.Fakes;

/// <summary>A next hop that knows nobody called "unknown", and does not answer for "silent".</summary>
internal sealed class FakeRecipients : IRecipientVerifier
{
    /// <summary>Who was asked for.</summary>
    public Heard<string> Asked { get; } = new();

    public Task<RecipientAnswer> AskAsync(Mailbox recipient, CancellationToken cancellationToken)
    {
        Asked.Add(recipient.ToString());
        return Task.FromResult(recipient.LocalPart switch
        {
            "unknown" => new RecipientAnswer(RecipientVerdict.Unknown, "550 5.1.1 never heard of"),
            "silent" => new(RecipientVerdict.NoAnswer, "no connection"),
            "shy" => new(RecipientVerdict.Undecided, "450 4.2.1 not now"),
            _ => new(RecipientVerdict.Exists),
        });
    }
}
