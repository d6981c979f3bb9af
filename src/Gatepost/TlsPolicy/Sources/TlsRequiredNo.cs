using Gatepost.Messages;

namespace Gatepost.TlsPolicy.Sources;

/// <summary>
/// <c>TLS-Required: No</c> (RFC 8689 §3): the sender would rather have the message arrive than be protected, as who reports a
/// broken certificate does. Then no policy that the domain publishes is asked for, so that no look-up can fail either. What the
/// operator demands is the operator's, and stays.
/// </summary>
internal sealed class TlsRequiredNo : ITlsPolicySource
{
    public PolicyRank Rank => PolicyRank.Waiver;

    public ValueTask<TlsOpinion?> AskAsync(TlsQuestion question, CancellationToken cancellationToken)
    {
        if (!question.WaivesPublished) return default;
        return new(new TlsOpinion(Rows.NoRequirement, OpinionForce.Floor, new Evidence("tls-required",
            "the message says TLS-Required: No, so what the domain publishes (DANE, MTA-STS) is passed over")));
    }
}
