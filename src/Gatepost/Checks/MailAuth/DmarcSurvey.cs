using Gatepost.Dns;
using Gatepost.Protocols.MailAuth;

namespace Gatepost.Checks.MailAuth;

/// <summary>What was seen of a domain's DMARC.</summary>
internal sealed record DmarcSurvey
{
    /// <summary>TXT at <c>_dmarc</c> of the domain itself.</summary>
    public required DnsAnswer<string> Texts { get; init; }

    /// <summary>What they come to.</summary>
    public required DmarcRecord Own { get; init; }

    /// <summary>The look-up of the walk upwards that failed; null: all were answered.</summary>
    public string? Failed { get; init; }

    /// <summary>Whose policy holds; null: nobody's.</summary>
    public string? PolicyDomain { get; init; }

    /// <summary>That policy's record.</summary>
    public DmarcRecord? Record { get; init; }

    /// <summary>What receivers are to do with forged mail of the domain.</summary>
    public DmarcPolicy Policy { get; init; }

    /// <summary>Domains of destinations for reports that belong to others, and whether they agree to take them; null: that
    /// could not be looked up.</summary>
    public IReadOnlyList<KeyValuePair<string, bool?>> Consents { get; init; } = [];

    /// <summary>TXT at <c>default._bimi</c> begins with <c>v=BIMI1</c>: the domain would like to show its logo.</summary>
    public bool HasLogo { get; init; }
}
