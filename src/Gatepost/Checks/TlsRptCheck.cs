using Gatepost.Checks.Survey;
using Gatepost.Protocols.MtaSts;
using Gatepost.Protocols.Text;
using Gatepost.Protocols.TlsRpt;

namespace Gatepost.Checks;

/// <summary>G: whether the domain wants to hear how TLS towards it fares.</summary>
internal sealed class TlsRptCheck : ICheck
{
    public static readonly FindingKind None = new("G1", Severity.Info, "The domain wants no reports about TLS")
    {
        Own = Severity.Warning,
        Meaning = "Large senders report daily how many messages reached a domain over TLS and what failed (TLS-RPT). "
            + "Without the record nobody tells the domain's owner when something breaks.",
        Remedy = "The domain's owner publishes TXT at _smtp._tls.domain: v=TLSRPTv1; rua=mailto:tls-reports@domain. It "
            + "costs nothing but a mailbox.",
    };

    public static readonly FindingKind Blind = new("G5", Severity.Info, "TLS is promised, and nobody hears when it fails")
    {
        Own = Severity.Warning,
        Meaning = "The domain uses DANE or MTA-STS, so mail stops when a certificate does not fit, and it asks for no "
            + "reports: its owner learns of trouble from those whose mail did not arrive.",
        Remedy = "The domain's owner publishes TXT at _smtp._tls.domain: v=TLSRPTv1; rua=mailto:tls-reports@domain.",
    };

    public static readonly FindingKind Invalid = new("G2", Severity.Info, "The record for TLS reports cannot be used")
    {
        Own = Severity.Warning,
        Meaning = "There is a TXT record at _smtp._tls, and it is not written as it must be: no reports are sent.",
        Remedy = "The domain's owner publishes exactly one such record: v=TLSRPTv1; rua=mailto:tls-reports@domain.",
    };

    public static readonly FindingKind NearMiss =
        new("G3", Severity.Info, "A record that was meant for TLS reports is passed over")
        {
            Own = Severity.Warning,
            Meaning = "A TXT record at _smtp._tls nearly begins as it must (v=TLSRPTv1;), and so it does not count.",
            Remedy = "The domain's owner writes the beginning to the letter: v=TLSRPTv1; with a semicolon right behind it.",
        };

    public static readonly FindingKind Unusable = new("G4", Severity.Info, "A destination for TLS reports cannot be used")
    {
        Own = Severity.Warning,
        Meaning = "Reports go to mailto: addresses and https: pages. One of the destinations is neither, and is passed over.",
        Remedy = "The domain's owner corrects rua; commas, semicolons and exclamation marks within an address are written "
            + "as %2C, %3B and %21.",
    };

    public IReadOnlyList<FindingKind> Kinds => [None, Blind, Invalid, NearMiss, Unusable];

    public IEnumerable<Finding> Judge(DomainSurvey survey)
    {
        var answer = survey.TlsRptTexts;
        if (!survey.IsByMx || survey.Hosts.Count == 0 || answer.IsError) yield break;
        var record = TlsRptRecord.Read(answer.Records);
        if (record.Flaws.Contains(TlsRptRecordFlaw.NearMiss))
            yield return new(NearMiss, survey.Domain, PeerText.Quote(answer.Records[0], 80));
        else if (record.State is TxtRecordState.Absent) yield return new(Promises(survey) ? Blind : None, survey.Domain);
        if (record.State is TxtRecordState.Invalid) yield return new(Invalid, survey.Domain, Words(record.Flaws));
        else if (record.Flaws.Contains(TlsRptRecordFlaw.UnusableDestination)) yield return new(Unusable, survey.Domain);
    }

    private static bool Promises(DomainSurvey survey) => survey.Hosts.Any(host => host.HasSecureTlsa)
        || StsRecord.Read(survey.StsTexts.Records).State is TxtRecordState.Valid;

    private static string Words(IReadOnlyList<TlsRptRecordFlaw> flaws) => flaws[^1] switch
    {
        TlsRptRecordFlaw.Several => "there is more than one",
        TlsRptRecordFlaw.NoDestination => "it has no rua",
        TlsRptRecordFlaw.NoUsableDestination => "none of its destinations can be used",
        _ => "it is not made of key=value parted by semicolons",
    };
}
