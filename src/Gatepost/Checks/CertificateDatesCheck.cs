using System.Globalization;
using Gatepost.Checks.Survey;

namespace Gatepost.Checks;

/// <summary>D1, D2, D3, D12: from when, until when, for how long.</summary>
internal sealed class CertificateDatesCheck : ICheck
{
    private const int SoonDays = 30, VerySoonDays = 14, LongestDays = 398;

    public static readonly FindingKind Expired = new("D1", Severity.Warning, "The certificate has expired")
    {
        Own = Severity.Fail,
        Meaning = "A certificate is valid for a time only, and this one's is over: nobody vouches for the server any more. "
            + "Mail still goes over TLS, but whoever demands a valid certificate can not deliver.",
        Remedy = "Whoever runs the host renews the certificate and makes the mail server load it. If it was renewed "
            + "already, the mail server was not restarted: the usual cause.",
    };

    public static readonly FindingKind VerySoon = new("D2", Severity.Warning, "The certificate ends in less than 14 days")
    {
        Own = Severity.Fail,
        Meaning = "Renewal should have happened by now. When it ends, senders that demand a valid certificate can not "
            + "deliver.",
        Remedy = "Whoever runs the host looks why the renewal did not work.",
    };

    public static readonly FindingKind Soon = new("D2-soon", Severity.Info, "The certificate ends in less than 30 days")
    {
        Own = Severity.Warning,
        Meaning = "Automatic renewal usually happens about 30 days before the end. Nothing is broken yet.",
        Remedy = "Look again in two weeks.",
    };

    public static readonly FindingKind NotYet = new("D3", Severity.Warning, "The certificate is not valid yet")
    {
        Own = Severity.Fail,
        Meaning = "It begins in the future, so it counts as invalid until then. Sometimes the clock of this machine is "
            + "wrong.",
        Remedy = "Check the clock here. If it is right, whoever runs the host installs the earlier certificate until then.",
    };

    public static readonly FindingKind Long = new("D12", Severity.Info, "The certificate is valid for very long")
    {
        Meaning = "Public CAs issue certificates for 398 days at most, and for less each year. One that is longer comes "
            + "from a private CA or was made by the server itself; a stolen key stays useful for all that time.",
        Remedy = "Nothing, where a private CA is meant. Otherwise use a certificate of a public CA that renews itself "
            + "(ACME).",
    };

    public IReadOnlyList<FindingKind> Kinds => [Expired, VerySoon, Soon, NotYet, Long];

    public IEnumerable<Finding> Judge(DomainSurvey survey)
    {
        foreach (var chain in survey.Chains.Where(chain => chain.Certificates.Count > 0))
        {
            var own = chain.Certificates[0];
            var left = own.NotAfter - survey.At;
            var kind = own.NotBefore > survey.At ? NotYet
                : left < TimeSpan.Zero ? Expired
                : left < TimeSpan.FromDays(VerySoonDays) ? VerySoon
                : left < TimeSpan.FromDays(SoonDays) ? Soon
                : null;
            var detail = kind == NotYet ? $"it begins on {Day(own.NotBefore)}" : $"it ends on {Day(own.NotAfter)}";
            if (kind is not null) yield return new(kind, chain.Where, detail) { Severity = chain.Weigh(kind) };
            if (own.NotAfter - own.NotBefore > TimeSpan.FromDays(LongestDays + 1))
                yield return new(Long, chain.Where, $"{(int)(own.NotAfter - own.NotBefore).TotalDays} days");
        }
    }

    private static string Day(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
