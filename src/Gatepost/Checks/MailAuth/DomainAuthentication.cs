namespace Gatepost.Checks.MailAuth;

/// <summary>What a domain of ours publishes so that others can tell its mail from forged mail.</summary>
internal sealed record DomainAuthentication
{
    /// <summary>SPF.</summary>
    public required SpfSurvey Spf { get; init; }

    /// <summary>The keys of DKIM that we were told to look at.</summary>
    public required IReadOnlyList<DkimKeySurvey> Keys { get; init; }

    /// <summary>DMARC.</summary>
    public required DmarcSurvey Dmarc { get; init; }
}
