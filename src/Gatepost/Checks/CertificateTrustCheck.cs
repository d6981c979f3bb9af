using Gatepost.Checks.Survey;

namespace Gatepost.Checks;

/// <summary>D4, D5, D6, D9, D10: whether a CA vouches for the server, under its name, by what the server sends.</summary>
internal sealed class CertificateTrustCheck : ICheck
{
    public static readonly FindingKind SelfSigned = new("D5", Severity.Warning, "The certificate is self-signed")
    {
        Own = Severity.Fail,
        Meaning = "The server vouches for itself. Mail is encrypted, but anybody on the path can show such a certificate "
            + "and read along: nobody can tell the difference. Many mail servers come with one and keep it for ever.",
        Remedy = "Whoever runs the host gets a certificate of a public CA; ACME (Let's Encrypt and others) is free and "
            + "renews itself. As a partner you can agree on the key instead, and pin it.",
    };

    public static readonly FindingKind Untrusted =
        new("D4", Severity.Warning, "No CA that is trusted here vouches for the certificate")
        {
            Own = Severity.Fail,
            Meaning = "Either the server does not send the intermediate certificate that links its own to a known CA (browsers "
                + "fetch it themselves, mail servers do not), or the CA is a private one.",
            Remedy = "Whoever runs the host installs the whole chain (fullchain.pem, not cert.pem). If the CA is private and "
                + "you know the other side, name its file as ca_file in the partner's row.",
        };

    public static readonly FindingKind OtherName = new("D6", Severity.Warning, "The certificate is for another name")
    {
        Own = Severity.Fail,
        Meaning = "The names in the certificate (subjectAltName) do not hold the name of the host as it stands in the MX "
            + "record: so it does not prove that this is the host. Often it was made for the web site.",
        Remedy = "Whoever runs the host gets a certificate that bears the name in the MX record, or changes the MX record "
            + "to a name that the certificate bears.",
    };

    public static readonly FindingKind NotForServers = new("D9", Severity.Warning, "The certificate is not made for servers")
    {
        Own = Severity.Fail,
        Meaning = "It says of itself what it may be used for, and servers are not in the list (extended key usage without "
            + "serverAuth). Whoever checks certificates refuses it.",
        Remedy = "Whoever runs the host gets a certificate for servers from its CA.",
    };

    public static readonly FindingKind Disorder = new("D10", Severity.Info, "The certificates are sent in disorder")
    {
        Own = Severity.Warning,
        Meaning = "Each certificate should be followed by that of its issuer. Gatepost and most others sort them by "
            + "themselves; some old ones can not.",
        Remedy = "Whoever runs the host writes the file anew: the server's own certificate first, then each issuer.",
    };

    public IReadOnlyList<FindingKind> Kinds => [Untrusted, SelfSigned, OtherName, NotForServers, Disorder];

    public IEnumerable<Finding> Judge(DomainSurvey survey)
    {
        foreach (var chain in survey.Chains.Where(chain => chain.Certificates.Count > 0))
        {
            var (own, seen) = (chain.Certificates[0], chain.Presented);
            var isInDate = own.NotBefore <= survey.At && survey.At <= own.NotAfter;
            var kind = !own.IsForServers ? NotForServers : own.IsSelfIssued ? SelfSigned : Untrusted;
            // What is only out of date is told by its dates.
            if (seen.ChainProblem is { } problem && (isInDate || own.IsSelfIssued || !own.IsForServers))
                yield return new(kind, chain.Where, problem.Words) { Severity = chain.Weigh(kind) };
            if (!seen.Names.Match(chain.Host.Host.Name))
                yield return new(OtherName, chain.Where, Names(chain)) { Severity = chain.Weigh(OtherName) };
            if (IsInDisorder(chain.Certificates)) yield return new(Disorder, chain.Where);
        }
    }

    private static string Names(ShownChain chain)
    {
        var names = chain.Presented.Names.All.Take(5).Select(name => Protocols.Text.PeerText.Escape(name, 80)).ToList();
        return names.Count == 0 ? "it bears no name" : $"it is for {string.Join(", ", names)}";
    }

    private static bool IsInDisorder(IReadOnlyList<CertificateFacts> sent)
    {
        for (var i = 0; i + 1 < sent.Count; i++)
            if (sent[i].Issuer != sent[i + 1].Subject) return true;
        return false;
    }
}
