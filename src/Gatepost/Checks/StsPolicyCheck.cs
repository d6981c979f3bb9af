using Gatepost.Checks.Survey;
using Gatepost.Protocols.MtaSts;
using Gatepost.Protocols.Text;
using Gatepost.TlsPolicy.Sts;

namespace Gatepost.Checks;

/// <summary>F4 to F12: the policy of MTA-STS, and whether the hosts keep it.</summary>
internal sealed class StsPolicyCheck : ICheck
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    public static readonly FindingKind Unfetched = new("F4", Severity.Warning, "The MTA-STS policy cannot be fetched")
    {
        Own = Severity.Fail,
        Meaning = "The record says that there is a policy, and its page (https://mta-sts.domain/.well-known/mta-sts.txt) "
            + "does not come: no such host, another path, a redirect, a web firewall that blocks programs. Senders that do "
            + "not remember an earlier one go without it.",
        Remedy = "The domain's owner makes the page answer 200 with the policy itself, without a redirect, for every client.",
    };

    public static readonly FindingKind Unproven =
        new("F5", Severity.Warning, "The policy host shows a certificate that is not valid")
        {
            Own = Severity.Fail,
            Meaning = "The policy counts only when it comes from a host that proves its name mta-sts.domain. Its certificate "
                + "has expired, is for another name, or no CA vouches for it: senders do not take the policy.",
            Remedy = "The domain's owner gets a certificate for mta-sts.domain and lets it renew itself.",
        };

    public static readonly FindingKind Invalid = new("F6", Severity.Warning, "The MTA-STS policy is not written as it must be")
    {
        Own = Severity.Fail,
        Meaning = "The page comes, and is no policy: senders treat the domain as one without MTA-STS.",
        Remedy = "The domain's owner corrects the page: version: STSv1, mode: enforce, one mx: line for each host, max_age: "
            + "604800 or more; plain text, no byte order mark, no HTML.",
    };

    public static readonly FindingKind NotNamed = new("F7", Severity.Fail, "A mail host is not named by the MTA-STS policy")
    {
        Meaning = "The policy lists the hosts that may take the domain's mail, and this host of its MX records is not among "
            + "them. Senders that obey the policy do not deliver to it. Often the mail was moved to a new provider and the "
            + "policy forgotten.",
        Remedy = "The domain's owner adds an mx: line for the host and changes the id in the record at _mta-sts, or removes "
            + "the host from the MX records.",
    };

    public static readonly FindingKind NotKept = new("F8", Severity.Fail, "A mail host does not keep the MTA-STS policy")
    {
        Meaning = "The policy promises TLS with a valid certificate, and the host does not show it. Senders that obey the "
            + "policy do not deliver to this host.",
        Remedy = "Whoever runs the host mends its TLS (see the findings on certificates). Until then the domain's owner can "
            + "set the mode to testing, and you tls_mta_sts = \"audit\" in the partner's row.",
    };

    public static readonly FindingKind Stale = new("F9", Severity.Info, "The MTA-STS policy names a host that takes no mail")
    {
        Own = Severity.Warning,
        Meaning = "The host is in the policy and in no MX record. If somebody else gets hold of its name, the policy "
            + "vouches for them.",
        Remedy = "The domain's owner removes the line, unless a move to that host is under way.",
    };

    public static readonly FindingKind Testing = new("F10", Severity.Info, "The MTA-STS policy is only being tested")
    {
        Own = Severity.Warning,
        Meaning = "In mode testing senders deliver also where the policy is not kept, and report it. It protects nobody "
            + "yet. Many domains forget to go on.",
        Remedy = "The domain's owner reads the reports for some weeks, and then sets mode: enforce and a new id.",
    };

    public static readonly FindingKind Retired = new("F11", Severity.Info, "The MTA-STS policy is switched off")
    {
        Own = Severity.Warning,
        Meaning = "Mode none takes an earlier policy back. The domain is treated as one without MTA-STS.",
        Remedy = "Once the max_age of the earlier policy has passed, the domain's owner removes record and page, or "
            + "publishes a policy in force.",
    };

    public static readonly FindingKind Short = new("F12", Severity.Info, "The MTA-STS policy holds for a short time only")
    {
        Own = Severity.Warning,
        Meaning = "A sender that has not written for so long must fetch it anew, and at that moment an attacker can "
            + "suppress it. Weeks are usual (RFC 8461 §3.2).",
        Remedy = "The domain's owner raises max_age to 604800 (a week) or more.",
    };

    public IReadOnlyList<FindingKind> Kinds => [Unfetched, Unproven, Invalid, NotNamed, NotKept, Stale, Testing, Retired, Short];

    public IEnumerable<Finding> Judge(DomainSurvey survey)
    {
        if (survey.Sts is not { } fetch) return [];
        if (fetch.Policy is { } policy) return Judge(survey, policy);
        var kind = fetch.Problem switch
        {
            StsFetchProblem.Invalid => Invalid,
            StsFetchProblem.WebPkiInvalid => Unproven,
            _ => Unfetched,
        };
        return [new Finding(kind, survey.Domain, fetch.Words ?? "")];
    }

    private static IEnumerable<Finding> Judge(DomainSurvey survey, StsPolicy policy)
    {
        if (policy.Mode is StsMode.None)
        {
            yield return new(Retired, survey.Domain);
            yield break;
        }

        var severity = policy.Mode is StsMode.Enforce ? Severity.Fail : Severity.Warning;
        foreach (var host in survey.Hosts)
        {
            if (!policy.Matches(host.Host.Name))
                yield return new(NotNamed, host.Host.Name) { Severity = severity, Own = severity };
            else
                foreach (var address in host.Addresses.Where(address => address.Answered))
                    if (WhyNotKept(host, address) is { } why)
                        yield return new(NotKept, address.Peer, why) { Severity = severity, Own = severity };
        }

        foreach (var pattern in policy.Mx.Where(pattern => !survey.Named.Any(named => Names(pattern, policy, named.Record.Host))))
            yield return new(Stale, survey.Domain, PeerText.Escape(pattern, 100));
        if (policy.Mode is StsMode.Testing) yield return new(Testing, survey.Domain);
        else if (policy.MaxAge < Week) yield return new(Short, survey.Domain, $"max_age: {(long)policy.MaxAge.TotalSeconds}");
    }

    private static bool Names(string pattern, StsPolicy policy, string host) => (policy with { Mx = [pattern] }).Matches(host);

    private static string? WhyNotKept(HostSurvey host, AddressSurvey address)
    {
        if (!address.Tls.IsEncrypted) return address.Tls.Problem ?? "there is no TLS";
        if (address.Call.Certificate is not { } certificate) return "the server showed no certificate";
        return certificate.ChainProblem?.Words
            ?? (certificate.Names.Match(host.Host.Name) ? null : $"the certificate is not for {host.Host.Name}");
    }
}
