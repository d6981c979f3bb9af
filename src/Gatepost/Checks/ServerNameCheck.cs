using Gatepost.Checks.Survey;

namespace Gatepost.Checks;

/// <summary>D13: whether a client gets a certificate that does not say whom it wants.</summary>
internal sealed class ServerNameCheck : ICheck
{
    public static readonly FindingKind Needed = new("D13", Severity.Info, "Without a server name the handshake fails")
    {
        Own = Severity.Fail,
        Meaning = "A client may leave out whom it wants to talk to (SNI); many mail servers do. This host then shows no "
            + "certificate at all, so those senders fall back to clear text, or can not deliver.",
        Remedy = "Whoever runs the host sets a default certificate (RFC 7672 §8.1, RFC 8461 §7.1).",
    };

    public IReadOnlyList<FindingKind> Kinds => [Needed];

    public IEnumerable<Finding> Judge(DomainSurvey survey) => survey.Addresses
        .Where(address => address.WithoutServerName is SideProbeAnswer.Bad)
        .Select(address => new Finding(Needed, address.Peer));
}
