using Gatepost.Checks.Own;

namespace Gatepost.Checks.ClientAccess;

/// <summary>I2: whether mail programs can encrypt (RFC 8314 §3, §4).</summary>
internal sealed class AccessTlsCheck : IOwnCheck
{
    public static readonly FindingKind NotOffered = new("I2", Severity.Fail, "A port for mail programs offers no encryption")
    {
        Meaning = "The server does not offer STARTTLS there (STLS with POP3). Passwords and mail cross the network in clear "
            + "text, or "
            + "people's programs cannot connect.",
        Remedy = "Give the server a certificate and switch TLS on, best at the ports where it comes first (465, 993, 995); "
            + "then close "
            + "this one, if nobody needs it.",
    };

    public static readonly FindingKind Refused =
        new("I2-refused", Severity.Fail, "Encryption is offered to mail programs and then refused")
        {
            Meaning = "The server lists STARTTLS (STLS with POP3) and answers the command with an error. Mostly it cannot read "
                + "its "
            + "certificate or key.",
            Remedy = "Look into the server's log for the certificate or key file that cannot be opened, and restart it after "
            + "mending that.",
        };

    public static readonly FindingKind Broken = new("I2-tls", Severity.Fail, "TLS with mail programs does not come about")
    {
        Meaning = "The connection is taken, and the TLS handshake fails, or the server does not go on inside of TLS. At a port "
            + "where "
            + "TLS comes first a server that begins in clear text looks so.",
        Remedy = "Look into the server's log. In Postfix the ports 465 and 587 are two services: smtpd_tls_wrappermode=yes is "
            + "for 465 "
            + "alone. In Dovecot ssl = yes belongs to the listeners of 993 and 995.",
    };

    public static readonly FindingKind LoggedIn =
        new("I2-preauth", Severity.Fail, "The server takes strangers for logged in before TLS")
        {
            Meaning = "The server greets with PREAUTH: whoever connects is logged in already. After that TLS cannot begin any "
                + "more "
            + "(RFC 9051 "
            + "§6.2.1), so that somebody on the path can use such a greeting to keep a program in clear text.",
            Remedy = "Switch PREAUTH off for this port; it belongs to pipes on one machine.",
        };

    public static readonly FindingKind OnlyLater =
        new("I2-implicit", Severity.Info, "Mail programs can begin TLS only by STARTTLS")
        {
            Meaning = "The server has the port where a program begins in clear text and asks for TLS, and not the one where TLS "
            + "comes first. "
            + "That is the safer way, since nobody on the path can hold it back (RFC 8314 §3).",
            Remedy = "Open the port where TLS comes first as well (465 beside 587, 993 beside 143, 995 beside 110), and set "
                + "people's "
            + "programs to it.",
        };

    public IReadOnlyList<FindingKind> Kinds => [NotOffered, Refused, Broken, LoggedIn, OnlyLater];

    public IEnumerable<Finding> Judge(OwnSurvey survey)
    {
        foreach (var place in AccessFinding.OpenPorts(survey))
        {
            var port = place.Port;
            if (port.IsLoggedIn) yield return AccessFinding.At(LoggedIn, place);
            if (port.Clear is { StartTls: false }) yield return AccessFinding.At(NotOffered, place);
            else if (!port.Port.IsImplicit && !port.IsAgreed) yield return AccessFinding.At(Refused, place, port.Problem);
            else if (port.Problem.Length > 0 || port.Tls is null && !port.SpeaksBeforeTls)
                yield return AccessFinding.At(Broken, place, port.Problem);
        }

        foreach (var server in survey.ClientAccess.Servers)
            foreach (var group in server.Ports.GroupBy(static port => port.Port.Protocol))
                if (group.Any(static port => port is { State: PortState.Open, Port.IsImplicit: false })
                    && !group.Any(static port => port is { State: PortState.Open, Port.IsImplicit: true }))
                    yield return new(OnlyLater, server.Host, Numbers(group));
    }

    private static string Numbers(IEnumerable<PortSurvey> ports) => string.Join(", ", ports
        .Where(static port => port.State is PortState.Open).Select(static port => port.Port.Words).Distinct());
}
