using Gatepost.Messages;

namespace Gatepost.TlsPolicy.Sources;

/// <summary>The hop to the organisation's own mail server: the <c>[[domain]]</c> row of the recipient's domain.</summary>
internal sealed class DomainRow : ITlsPolicySource
{
    public PolicyRank Rank => PolicyRank.Operator;

    public ValueTask<TlsOpinion?> AskAsync(TlsQuestion question, CancellationToken cancellationToken)
    {
        if (question.Route.Direction is not MailDirection.In) return default;
        if (question.Config.FindDomain(question.Route.Domain) is not { } domain) return default;
        return new(Rows.Opinion($"domain {domain.Name}", domain.Tls));
    }
}
