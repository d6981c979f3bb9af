using Gatepost.Protocols.Text;

namespace Gatepost.Checks.Own;

/// <summary>J1, J2: whether each listener answers, relays for nobody, and has TLS that is as it should be.</summary>
internal sealed class ListenerCheck : IOwnCheck
{
    public static readonly FindingKind Silent = new("J1", Severity.Fail, "This gateway does not answer where it should listen")
    {
        Meaning = "The configuration says that the gateway listens there, and nobody answered a call from this machine. "
            + "Either it does not run, or this check runs on another machine, or something else holds the port.",
        Remedy = "Run the check on the gateway itself. Look whether the gateway runs (systemctl status gatepost, or the "
            + "health page), and into its log for a port that it could not open.",
    };

    public static readonly FindingKind OpenRelay = new("J2", Severity.Fail, "This gateway is an open relay")
    {
        Meaning = "A caller that has neither a login nor the right of a relay row was allowed to send to somebody else's "
            + "domain. Spammers find such servers within hours, and then other servers block yours.",
        Remedy = "Look who may relay: networks, client_ca_file and client_pins of the relay listeners must hold your own "
            + "servers and nobody else, and a listener for the internet has the role mx.",
    };

    // What the outside walk of a domain is judged by, as far as it is about the server and not about the DNS.
    private static readonly IReadOnlyList<ICheck> OfCertificates =
        [new CertificateDatesCheck(), new CertificateTrustCheck(), new CertificateStrengthCheck(), new TlsSettingsCheck()];

    private static readonly IReadOnlyList<ICheck> OfSessions =
        [new StartTlsOfferCheck(), new HandshakeCheck(), new AfterTlsCheck(), new CommandInjectionCheck(), new ServerNameCheck()];

    public IReadOnlyList<FindingKind> Kinds => [Silent, OpenRelay];

    public IEnumerable<Finding> Judge(OwnSurvey survey) => survey.Listeners.SelectMany(Judge);

    private static IEnumerable<Finding> Judge(ListenerSurvey listener)
    {
        var address = listener.Seen.Addresses.First();
        if (!address.Answered)
        {
            yield return new(Silent, listener.Where, address.Failure?.Describe() ?? "");
            yield break;
        }

        if (listener.Relay is { IsPositive: true } reply)
            yield return new(OpenRelay, listener.Where, PeerText.Quote(reply.ToString(), 100));
        var checks = listener.IsImplicit ? OfCertificates : [.. OfSessions, .. OfCertificates];
        foreach (var finding in checks.SelectMany(check => check.Judge(listener.Seen)))
            yield return finding with { Where = listener.Where + Key(finding.Where) };
    }

    // ShownChain says of a second certificate whose key it is.
    private static string Key(string where) =>
        where.IndexOf(" (its ", StringComparison.Ordinal) is >= 0 and var at ? where[at..] : "";
}
