using Gatepost.Checks.Survey;

namespace Gatepost.Checks;

/// <summary>B6: whether what was said before TLS is obeyed inside of it.</summary>
internal sealed class CommandInjectionCheck : ICheck
{
    public static readonly FindingKind Vulnerable =
        new("B6", Severity.Warning, "The server obeys commands smuggled in before TLS")
        {
            Own = Severity.Fail,
            Meaning = "The server answered, inside of TLS, a command that was sent in the clear together with STARTTLS. "
                + "Somebody on the path can so add commands of their own to the start of a protected session and, for instance, "
                + "have a message delivered to themselves (CVE-2011-0411 and its kin).",
            Remedy = "The server's operator updates its software; servers were mended in 2011 and again in 2021. A mail filter "
                + "or proxy in front of the server may be the one at fault.",
        };

    public IReadOnlyList<FindingKind> Kinds => [Vulnerable];

    public IEnumerable<Finding> Judge(DomainSurvey survey) => survey.Addresses
        .Where(address => address.Injection is SideProbeAnswer.Bad)
        .Select(address => new Finding(Vulnerable, address.Peer, "NOOP behind STARTTLS was answered after the handshake"));
}
