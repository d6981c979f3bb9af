using Gatepost.Checks.Survey;

namespace Gatepost.Checks.MailAuth;

/// <summary>H1: whether this gateway itself may send by the domain's SPF record.</summary>
internal sealed class SpfSenderCheck : ICheck
{
    public static readonly FindingKind Refused = new("H1-sender", Severity.Fail, "The SPF record forbids this gateway to send")
    {
        Meaning = "An address from which this gateway sends is not one that the record allows, and the record says that all "
            + "others "
            + "are forged (-all), or it is an error. Receivers refuse mail of the domain that comes through this gateway.",
        Remedy = "Add the address to the record, before its all: ip4: and an IPv4 address, ip6: and an IPv6 address. If mail of "
            + "the domain never leaves from it, say from where: gatepost check --own --sends-from ADDRESS.",
    };

    public static readonly FindingKind Unsure =
        new("H1-unlisted", Severity.Warning, "The SPF record does not allow this gateway to send")
        {
            Meaning = "An address from which this gateway sends is not one that the record allows, and the record only doubts "
                + "all "
            + "others (~all), or says nothing of them. Mail of the domain through this gateway may go among the suspicious.",
            Remedy = "Add the address to the record, before its all: ip4: and an IPv4 address, ip6: and an IPv6 address. If "
                + "mail of "
            + "the domain never leaves from it, say from where: gatepost check --own --sends-from ADDRESS.",
        };

    public static readonly FindingKind Unknown =
        new("H1-where", Severity.Info, "It is not known from which addresses mail is sent")
        {
            Meaning = "Nothing here tells which addresses receivers see: this machine has private addresses only, or mail leaves "
            + "through a smart host. So it could not be checked whether the SPF record allows them.",
            Remedy = "Say them: gatepost check --own --sends-from 192.0.2.25 (once for each). A provider that sends for you "
                + "tells "
            + "its "
            + "include: term.",
        };

    public IReadOnlyList<FindingKind> Kinds => [Refused, Unsure, Unknown];

    public IEnumerable<Finding> Judge(DomainSurvey survey)
    {
        if (survey.Authentication?.Spf is not { Record.State: Protocols.Text.TxtRecordState.Valid } spf) yield break;
        if (spf.Senders.Count == 0) yield return new(Unknown, survey.Domain);
        foreach (var sender in spf.Senders)
        {
            var kind = sender.Result switch
            {
                SpfResult.Fail or SpfResult.PermError => Refused,
                SpfResult.SoftFail or SpfResult.Neutral => Unsure,
                _ => null,
            };
            if (kind is not null)
                yield return new(kind, survey.Domain, $"{sender.Address} ({sender.Source}): {Word(sender.Result)}");
        }
    }

    private static string Word(SpfResult result) => result switch
    {
        SpfResult.Fail => "fail",
        SpfResult.SoftFail => "softfail",
        SpfResult.PermError => "permerror, the record is an error for it",
        _ => "neutral",
    };
}
