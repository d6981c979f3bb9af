using System.Text.RegularExpressions;
using Gatepost.Checks.Survey;
using Gatepost.Protocols.Text;

namespace Gatepost.Checks;

/// <summary>B1, B3: whether TLS is offered everywhere, and whether somebody in between hides it.</summary>
internal sealed partial class StartTlsOfferCheck : ICheck
{
    public static readonly FindingKind Nowhere = new("B1", Severity.Fail, "No mail host offers encryption")
    {
        Meaning = "None of the hosts offers STARTTLS, the command with which mail servers switch to TLS. Mail to the domain "
            + "crosses the internet in clear text; everybody on the path can read and change it.",
        Remedy = "Whoever runs the mail server gives it a certificate and switches STARTTLS on; with any server of the last "
            + "twenty years that is a matter of minutes. If you know that it is on, see B3.",
    };

    public static readonly FindingKind Mixed =
        new("B1-mixed", Severity.Fail, "Some mail hosts offer encryption, and others do not")
        {
            Meaning = "An attacker, or chance, leads mail to the host that has no TLS: so mail to the domain is only as well "
                + "protected as at its weakest host. It is often a backup MX that was forgotten.",
            Remedy = "Whoever runs the domain's mail switches STARTTLS on at this host too, or removes it from the MX records. "
                + "A backup MX is seldom needed: senders keep mail for days.",
        };

    public static readonly FindingKind Middlebox = new("B3", Severity.Warning, "Something in between hides encryption")
    {
        Meaning = "The list of what the server offers holds a word that was overwritten with X. Some firewalls (the \"SMTP "
            + "fixup\" of Cisco) do that to the word STARTTLS, so that they can read mail. It may stand at the other end, "
            + "or at yours.",
        Remedy = "Check another domain from here: if the same is seen, it is your firewall. Whoever runs it switches the "
            + "inspection of SMTP off (no inspect esmtp, no fixup protocol smtp 25).",
    };

    public IReadOnlyList<FindingKind> Kinds => [Nowhere, Mixed, Middlebox];

    public IEnumerable<Finding> Judge(DomainSurvey survey)
    {
        var answered = survey.Addresses.Where(address => address.Answered).ToList();
        var without = answered.Where(address => !address.OffersStartTls).ToList();
        var kind = without.Count == answered.Count ? Nowhere : Mixed;
        foreach (var address in without) yield return new(kind, address.Peer);

        foreach (var address in answered)
        {
            var lines = address.Call.ClearOffer?.Lines.Skip(1) ?? [];
            if (lines.FirstOrDefault(line => Overwritten().IsMatch(line)) is { } line)
                yield return new(Middlebox, address.Peer, PeerText.Quote(line, 60));
        }
    }

    [GeneratedRegex("^X{5,}[A-Z]?$", RegexOptions.IgnoreCase)]
    private static partial Regex Overwritten();
}
