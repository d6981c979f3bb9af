using Gatepost.Checks.Survey;
using Gatepost.Dns;
using Gatepost.Protocols.MtaSts;
using Gatepost.Protocols.Text;

namespace Gatepost.Checks;

/// <summary>F1 to F3: the DNS record of MTA-STS.</summary>
internal sealed class StsRecordCheck : ICheck
{
    public static readonly FindingKind None = new("F1", Severity.Info, "The domain does not use MTA-STS")
    {
        Own = Severity.Warning,
        Meaning = "With MTA-STS a domain says over HTTPS which hosts take its mail and that they speak TLS with a valid "
            + "certificate. Senders that know it can not be led to other hosts or to clear text. It does not need DNSSEC.",
        Remedy = "The domain's owner publishes a policy at https://mta-sts.domain/.well-known/mta-sts.txt and a TXT record "
            + "at _mta-sts.domain, first in mode testing.",
    };

    public static readonly FindingKind Unannounced = new("F1-page", Severity.Info, "No record announces the MTA-STS policy")
    {
        Own = Severity.Warning,
        Meaning = "The page https://mta-sts.domain/.well-known/mta-sts.txt holds a policy. Senders look for the TXT record at "
            + "_mta-sts.domain first, and without it they never ask for the page: it protects nobody.",
        Remedy = "The domain's owner publishes TXT at _mta-sts.domain: v=STSv1; id=20260101 (with the date of today), or takes "
            + "the page away.",
    };

    public static readonly FindingKind Invalid = new("F2", Severity.Warning, "The MTA-STS record cannot be used")
    {
        Own = Severity.Fail,
        Meaning = "There is a TXT record at _mta-sts, and it is not written as it must be: senders treat the domain as one "
            + "without MTA-STS.",
        Remedy = "The domain's owner publishes exactly one such record: v=STSv1; id=20260101 (letters and digits, a new id "
            + "for each change of the policy).",
    };

    public static readonly FindingKind NearMiss =
        new("F3", Severity.Warning, "A record that was meant for MTA-STS is passed over")
        {
            Own = Severity.Fail,
            Meaning = "A TXT record at _mta-sts nearly begins as it must (v=STSv1;), and so it does not count.",
            Remedy = "The domain's owner writes the beginning to the letter: v=STSv1; with a large STS, and a semicolon right "
                + "behind it.",
        };

    public static readonly FindingKind Unanswered = new("F1-dns", Severity.Warning, "The MTA-STS record cannot be looked up")
    {
        Own = Severity.Fail,
        Meaning = "The name server fails when it is asked for TXT at _mta-sts. A sender that knows the policy goes on with "
            + "it; one that does not can not discover it.",
        Remedy = "Whoever runs the domain's name servers looks at them: dig TXT _mta-sts.domain against each.",
    };

    public IReadOnlyList<FindingKind> Kinds => [None, Unannounced, Unanswered, Invalid, NearMiss];

    public IEnumerable<Finding> Judge(DomainSurvey survey)
    {
        if (!survey.IsByMx || survey.Hosts.Count == 0) yield break;
        if (survey.StsTexts.IsError)
        {
            yield return new(Unanswered, survey.Domain, survey.StsTexts.Describe());
            yield break;
        }

        var record = StsRecord.Read(survey.StsTexts.Records);
        if (record.Flaws.Contains(StsRecordFlaw.NearMiss))
            yield return new(NearMiss, survey.Domain, Shown(survey.StsTexts.Records));
        else if (record.State is TxtRecordState.Absent)
            yield return new(None, survey.Domain) { Own = AllUseDane(survey) ? Severity.Info : None.Own };
        if (survey.UnannouncedSts?.Policy is { Mode: not StsMode.None }) yield return new(Unannounced, survey.Domain);
        if (record.State is TxtRecordState.Invalid) yield return new(Invalid, survey.Domain, Words(record.Flaws));
    }

    // One of the two is enough to be safe from whoever stands on the path.
    private static bool AllUseDane(DomainSurvey survey) => survey.Route.MxSecurity is DnsSecurity.Secure
        && survey.Hosts.All(static host => host.HasSecureTlsa);

    private static string Shown(IReadOnlyList<string> texts) => PeerText.Quote(texts[0], 80);

    private static string Words(IReadOnlyList<StsRecordFlaw> flaws) => flaws[^1] switch
    {
        StsRecordFlaw.Several => "there is more than one",
        StsRecordFlaw.NoId => "it has no id",
        StsRecordFlaw.InvalidId => "its id is not 1 to 32 letters and digits",
        _ => "it is not made of key=value parted by semicolons",
    };
}
