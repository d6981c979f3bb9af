using Gatepost.Messages;
using Gatepost.Protocols.Text;

namespace Gatepost.TlsPolicy.Sources;

/// <summary>
/// An operator has released one message: it may go without what its destination is held to. TLS is still tried, and its
/// certificate looked at; nothing is demanded. What the message itself demands (REQUIRETLS) nobody but its sender can take back.
/// </summary>
internal sealed class ReleasedOnce : ITlsPolicySource
{
    public PolicyRank Rank => PolicyRank.ReleasedOnce;

    public ValueTask<TlsOpinion?> AskAsync(TlsQuestion question, CancellationToken cancellationToken)
    {
        if (question.Message.Waiver is not { } waiver || question.Message.Envelope.RequireTls) return default;
        var requirement = Rows.InForce(question) with { Level = TlsLevel.May, MinimumVersion = null };
        var words = $"released once by {PeerText.Escape(waiver.By)}: {PeerText.Escape(waiver.Reason)}";
        return new(new TlsOpinion(requirement, OpinionForce.Exact, new Evidence("operator", words)));
    }
}
