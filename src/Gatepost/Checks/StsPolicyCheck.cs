using System.Globalization;
using Gatepost.Checks.Survey;
using Gatepost.Protocols.MtaSts;
using Gatepost.Protocols.Text;

namespace Gatepost.Checks;

/// <summary>F7 to F12, F14: what the policy of MTA-STS says, and whether the hosts keep it.</summary>
internal sealed class StsPolicyCheck : ICheck
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7), LongestTest = TimeSpan.FromDays(90);

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

    public static readonly FindingKind Forgotten =
        new("F10-long", Severity.Info, "The MTA-STS policy has been tested for months, by its id")
        {
            Own = Severity.Warning,
            Meaning = "The policy is in mode testing, and the id in its record looks like a date that is more than 90 days ago. "
                + "A test that nobody ends protects nobody.",
            Remedy = "The domain's owner reads the reports, and then sets mode: enforce and a new id.",
        };

    public static readonly FindingKind Broad = new("F14", Severity.Info, "The MTA-STS policy vouches for any host of the domain")
    {
        Own = Severity.Warning,
        Meaning = "The policy names its mail hosts by a wildcard for the whole domain (mx: *.domain). Whoever gets a name in the "
            + "domain and a certificate for it, a rented machine for instance, counts as a mail host (RFC 8461 §10.4).",
        Remedy = "The domain's owner names each mail host by its own name, or puts them below a name of their own (*.mx.domain).",
    };

    public IReadOnlyList<FindingKind> Kinds => [NotNamed, NotKept, Stale, Testing, Forgotten, Retired, Short, Broad];

    public IEnumerable<Finding> Judge(DomainSurvey survey) => survey.Sts?.Policy is { } policy ? Judge(survey, policy) : [];

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
                yield return new(NotNamed, host.Host.Name, Rank(survey, host)) { Severity = severity, Own = severity };
            else
                foreach (var address in host.Addresses.Where(address => address.Answered))
                    if (WhyNotKept(host, address) is { } why)
                        yield return new(NotKept, address.Peer, why) { Severity = severity, Own = severity };
        }

        foreach (var pattern in policy.Mx.Where(pattern => !survey.Named.Any(named => Names(pattern, policy, named.Record.Host))))
            yield return new(Stale, survey.Domain, PeerText.Escape(pattern, 100));
        foreach (var pattern in policy.Mx.Where(pattern => IsBroad(pattern, survey.Domain)))
            yield return new(Broad, survey.Domain, PeerText.Escape(pattern, 100));
        if (policy.Mode is StsMode.Testing)
        {
            yield return new(Testing, survey.Domain);
            if (DateOf(StsRecord.Read(survey.StsTexts.Records).Id) is { } since && survey.At - since > LongestTest)
                yield return new(Forgotten, survey.Domain,
                    string.Create(CultureInfo.InvariantCulture, $"its id begins like {since:yyyy-MM-dd}"));
        }
        else if (policy.MaxAge < Week) yield return new(Short, survey.Domain, $"max_age: {(long)policy.MaxAge.TotalSeconds}");
    }

    // Of the domain itself, or of a domain above it.
    private static bool IsBroad(string pattern, string domain) => pattern.StartsWith("*.", StringComparison.Ordinal)
        && (domain == pattern[2..] || domain.EndsWith(pattern[1..], StringComparison.Ordinal));

    // A backup that takes mail only when the others are down is forgotten the most easily.
    private static string Rank(DomainSurvey survey, HostSurvey host)
    {
        var ranks = survey.Mx?.Records.Where(record => record.Host == host.Host.Name)
            .Select(record => record.Preference).ToList();
        if (ranks is null or [] || ranks.Min() == survey.Mx!.Records.Min(record => record.Preference)) return "";
        return $"a backup, of preference {ranks.Min()}";
    }

    // 20260131085700Z is how the standard writes them in its example, and most do likewise.
    private static DateTimeOffset? DateOf(string? id) =>
        id?.Length >= 8 && DateTimeOffset.TryParseExact(id[..8], "yyyyMMdd", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out var date) && date.Year >= 2018 ? date : null;

    private static bool Names(string pattern, StsPolicy policy, string host) => (policy with { Mx = [pattern] }).Matches(host);

    private static string? WhyNotKept(HostSurvey host, AddressSurvey address)
    {
        if (!address.Tls.IsEncrypted) return address.Tls.Problem ?? "there is no TLS";
        if (address.Call.Certificate is not { } certificate) return "the server showed no certificate";
        return certificate.ChainProblem?.Words
            ?? (certificate.Names.Match(host.Host.Name) ? null : $"the certificate is not for {host.Host.Name}");
    }
}
