using Gatepost.Checks.Own;
using Gatepost.Checks.Survey;

namespace Gatepost.Checks.ClientAccess;

/// <summary>I3: whether a password would be taken in the clear (RFC 8314 §4.1).</summary>
internal sealed class AccessLoginCheck : IOwnCheck
{
    public static readonly FindingKind Offered = new("I3", Severity.Fail, "The server offers to take passwords before TLS")
    {
        Meaning = "A program that does not ask for TLS, or whose request somebody on the path suppresses, sends name and "
            + "password in "
            + "clear text. Whoever listens can then read all mail and send in that name.",
        Remedy = "Let the server take logins inside of TLS only: smtpd_tls_auth_only = yes in Postfix, disable_plaintext_auth "
            + "= yes "
            + "(auth_allow_cleartext = no from 2.4 on) and ssl = required in Dovecot, \"Require TLS\" for Basic authentication "
            + "in "
            + "Exchange.",
    };

    public static readonly FindingKind Taken =
        new("I3-taken", Severity.Fail, "The server takes passwords before TLS, though it does not offer to")
        {
            Meaning = "The list of what the server offers says nothing of it, but when a program begins to log in before TLS, "
                + "the "
            + "server asks "
            + "for the password. Somebody on the path who holds TLS back gets it from a careless program.",
            Remedy = "Let the server take logins inside of TLS only: smtpd_tls_auth_only = yes in Postfix, "
                + "disable_plaintext_auth "
            + "= yes "
            + "(auth_allow_cleartext = no from 2.4 on) and ssl = required in Dovecot.",
        };

    public static readonly FindingKind Others = new("I3-other", Severity.Warning, "The server offers logins before TLS")
    {
        Meaning = "The ways to log in that it offers do not show the password itself, but after them the mail crosses the "
            + "network in clear "
            + "text, and somebody on the path can take the session over.",
        Remedy = "Let the server take logins inside of TLS only.",
    };

    public IReadOnlyList<FindingKind> Kinds => [Offered, Taken, Others];

    public IEnumerable<Finding> Judge(OwnSurvey survey)
    {
        foreach (var place in AccessFinding.OpenPorts(survey))
        {
            var port = place.Port;
            if (port.Clear is { Plain.Count: > 0 } plain)
                yield return Weighed(AccessFinding.At(Offered, place, Join(plain.Plain)), port);
            else if (port.Login is SideProbeAnswer.Bad) yield return Weighed(AccessFinding.At(Taken, place), port);
            else if (port.Clear is { Others.Count: > 0 } others)
                yield return AccessFinding.At(Others, place, Join(others.Others));
        }
    }

    // Dovecot takes whoever calls from the server's own address for safe, and offers to that what it offers to nobody else.
    private static Finding Weighed(Finding finding, PortSurvey port) => !port.IsFromItself
        ? finding
        : finding with
        {
            Severity = Severity.Warning,
            Own = Severity.Warning,
            Detail = $"{finding.Detail} (seen from the machine itself, which some servers trust: look again from another)".Trim(),
        };

    private static string Join(IReadOnlyList<string> mechanisms) =>
        Protocols.Text.PeerText.Escape(string.Join(", ", mechanisms), 120);
}
