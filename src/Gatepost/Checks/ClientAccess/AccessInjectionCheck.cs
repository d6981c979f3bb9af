using Gatepost.Checks.Own;
using Gatepost.Checks.Survey;

namespace Gatepost.Checks.ClientAccess;

/// <summary>I4: whether what was said before TLS counts inside of it.</summary>
internal sealed class AccessInjectionCheck : IOwnCheck
{
    public static readonly FindingKind Obeys =
        new("I4", Severity.Fail, "A server for mail programs obeys commands smuggled in before TLS")
        {
            Meaning = "The server answered, inside of TLS, a command that was sent in the clear together with STARTTLS (STLS "
                + "with POP3). "
                + "Somebody on the path can so let a person's program log in to an account of theirs, and read what it stores "
                + "there "
                + "(CVE-2011-0411 and its kin).",
            Remedy = "Update the server; most were mended in 2011 and again in 2021. A proxy in front of it may be the one at "
                + "fault. Until "
                + "then let programs use the ports where TLS comes first.",
        };

    public static readonly FindingKind Speaks =
        new("I4-reply", Severity.Warning, "A server for mail programs speaks in the clear where TLS should begin")
        {
            Meaning = "Behind its agreement to STARTTLS the server sent more, before TLS. Careful programs end the connection "
                + "at that, "
                + "since it looks like words that somebody on the path added.",
            Remedy = "Update the server, or the proxy in front of it.",
        };

    public IReadOnlyList<FindingKind> Kinds => [Obeys, Speaks];

    public IEnumerable<Finding> Judge(OwnSurvey survey)
    {
        foreach (var place in AccessFinding.OpenPorts(survey))
        {
            if (place.Port.Injection is SideProbeAnswer.Bad)
                yield return AccessFinding.At(Obeys, place, "NOOP behind the command was answered after the handshake");
            if (place.Port.SpeaksBeforeTls) yield return AccessFinding.At(Speaks, place);
        }
    }
}
