using Gatepost.Checks.Survey;
using Gatepost.Dns;
using Gatepost.Protocols.Caa;
using Gatepost.Protocols.Text;

namespace Gatepost.Checks;

/// <summary>A11: whether the DNS lets our CA renew our certificate, and keeps others from issuing one.</summary>
internal sealed class CaaCheck : ICheck
{
    private const int ShownRecord = 120;

    public static readonly FindingKind Missing = new("A11", Severity.Info, "Any CA may issue certificates for the mail host")
    {
        Meaning = "With a CAA record in the DNS a domain says which certificate authority (CA) may issue certificates for its "
            + "names; all others have to refuse. Without one, somebody who tricks any CA in the world gets a certificate "
            + "that bears your name.",
        Remedy = "Publish a CAA record for the domain that names your CA, such as 0 issue \"letsencrypt.org\". Your CA's "
            + "pages say which word stands for it.",
    };

    public static readonly FindingKind Unanswered = new("A11-dns", Severity.Warning, "The CAA records of a host cannot be had")
    {
        Meaning = "Before a certificate authority (CA) issues or renews a certificate it must ask the DNS whether it may (CAA "
            + "records). Your name servers fail when they are asked: the next renewal fails too.",
        Remedy = "Ask each of the domain's name servers yourself (dig CAA host @server). One that does not know this kind of "
            + "record must answer that there is none, and needs an update if it does not.",
    };

    public static readonly FindingKind Unusable = new("A11-invalid", Severity.Warning, "A CAA record cannot be used")
    {
        Meaning = "A record that should say which certificate authority may issue certificates is not written as it must be, "
            + "or has a mark that forbids to pass over what is not understood. A CA must then refuse: renewal fails.",
        Remedy = "Correct the record: 0 issue \"letsencrypt.org\" with the word of your own CA.",
    };

    public static readonly FindingKind OtherCa =
        new("A11-ca", Severity.Warning, "CAA records forbid the CA whose certificate is shown")
        {
            Meaning = "The certificate that the host shows comes from a certificate authority (CA) that the DNS does not allow "
                + "(any more). It stays valid until it ends, and cannot be renewed there: from then on mail is not protected.",
            Remedy = "Add a CAA record for the CA that you use, or get the certificate from one that is allowed.",
        };

    public static readonly FindingKind Bound = new("A11-bound", Severity.Info, "CAA records tie the CA to an account or method")
    {
        Meaning = "The CA issues only to the account, or after the kind of proof, that the record names (accounturi, "
            + "validationmethods, RFC 8657). That is strong protection. It also means that renewal fails after the account "
            + "was made anew, or another kind of proof is used.",
        Remedy = "Nothing, if that is meant. Change the record before you change the account or the way of proof.",
    };

    public IReadOnlyList<FindingKind> Kinds => [Missing, Unanswered, Unusable, OtherCa, Bound];

    public IEnumerable<Finding> Judge(DomainSurvey survey)
    {
        foreach (var host in survey.Hosts)
        {
            if (host.Caa is not { } answer) continue;
            var name = host.Host.Name;
            if (answer.IsError) yield return new(Unanswered, name, answer.Describe());
            else if (answer.Outcome is not DnsOutcome.Found) yield return new(Missing, name);
            else
                foreach (var finding in Judge(host, new CaaPolicy(answer.Records))) yield return finding;
        }
    }

    private static IEnumerable<Finding> Judge(HostSurvey host, CaaPolicy policy)
    {
        var name = host.Host.Name;
        foreach (var record in policy.Unusable)
            yield return new(Unusable, name, PeerText.Escape(record.ToString(), ShownRecord));
        if (policy.IssuersFor(isWildcard: false) is null && policy.IssuersFor(isWildcard: true) is null)
            yield return new(Missing, name, "there are CAA records, and none limits issuing");
        foreach (var chain in ShownChain.Of(host).Where(static chain => chain.Certificates.Count > 0))
        {
            var authority = KnownAuthorities.DomainsOf(chain.Certificates[0].Issuer);
            var isWildcard = chain.Presented.Names.All.Any(static shown => shown.StartsWith("*.", StringComparison.Ordinal));
            if (authority.Count > 0 && !policy.Allows(authority, isWildcard))
                yield return new(OtherCa, chain.Where, $"issued by {PeerText.Escape(chain.Certificates[0].Issuer, ShownRecord)}; "
                    + $"allowed: {Allowed(policy.IssuersFor(isWildcard))}");
        }

        var bound = policy.Records.Where(static record =>
            record.Tag is "issue" or "issuewild" && CaaIssuer.Read(record.Value) is { Parameters.Count: > 0 });
        foreach (var record in bound) yield return new(Bound, name, PeerText.Escape(record.ToString(), ShownRecord));
    }

    private static string Allowed(IReadOnlyList<CaaIssuer>? issuers) => issuers is null or []
        ? "none"
        : PeerText.Escape(string.Join(", ", issuers.Select(static issuer => issuer.Domain)), ShownRecord);
}
