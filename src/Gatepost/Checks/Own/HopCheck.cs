using System.Net;
using Gatepost.Checks.Survey;
using Gatepost.Messages;

namespace Gatepost.Checks.Own;

/// <summary>J3 to J6: whether the servers behind this gateway take mail from it, and over which TLS.</summary>
/// <param name="isHere">Which addresses are in this machine.</param>
internal sealed class HopCheck(Func<IPAddress, bool> isHere) : IOwnCheck
{
    public static readonly FindingKind TakesNone =
        new("J3", Severity.Fail, "The server behind this gateway takes no mail from it")
        {
            Meaning = "Mail for your domains waits in the gateway's queue until the server answers, or until its TLS is "
                + "what the row of the domain asks for; after some days it goes back to its senders.",
            Remedy = "Read the reason. Look whether the server runs, whether next_hop names the right address and port, "
                + "and whether its certificate is what tls, tls_names and tls_ca_file of the row ask for.",
        };

    public static readonly FindingKind Clear =
        new("J4", Severity.Warning, "Mail to the server behind this gateway goes in clear text")
        {
            Meaning = "What strangers brought over TLS crosses your own network in the clear: whoever listens there reads "
                + "along.",
            Remedy = "Switch STARTTLS on at that server; in Exchange the receive connector needs a certificate "
                + "(Set-ReceiveConnector -TlsCertificateName, -AuthMechanism Tls). Then set tls = \"encrypt\" or \"verify\" "
                + "in the row of the domain.",
        };

    public static readonly FindingKind Unverified =
        new("J5", Severity.Warning, "The server behind this gateway proves nothing")
        {
            Meaning = "Its TLS keeps listeners out, but nobody vouches for its certificate: somebody in your network can "
                + "pose as it and take the mail. Exchange makes such a certificate for itself when it is installed.",
            Remedy = "Give it a certificate of your own CA and set tls = \"verify\" with tls_ca_file in the row, or pin "
                + "the certificate that it has: tls = \"fingerprint\" with tls_pins.",
        };

    public static readonly FindingKind NotDemanded =
        new("J6", Severity.Info, "TLS to the server behind this gateway could be demanded, and is not")
        {
            Meaning = "The server shows a certificate that proves it, and the row of the domain takes less: if it is gone "
                + "one day, mail goes on in clear text, and nobody notices.",
            Remedy = "Set tls = \"verify\" in the row of the domain, or \"fingerprint\" with tls_pins.",
        };

    public IReadOnlyList<FindingKind> Kinds => [TakesNone, Clear, Unverified, NotDemanded];

    public IEnumerable<Finding> Judge(OwnSurvey survey) => survey.InternalHops.SelectMany(Judge);

    private IEnumerable<Finding> Judge(HopSurvey hop)
    {
        if (hop.Seen.Route.Problem is { } problem)
        {
            yield return new(TakesNone, Where(hop, hop.Hop.ToString()), problem.Reply.Text);
            yield break;
        }

        foreach (var address in hop.Seen.Addresses)
        {
            var where = Where(hop, address.Peer);
            if (!address.TakesMail) yield return new(TakesNone, where, address.Failure!.Describe());
            // What never leaves this machine needs no TLS.
            else if (!isHere(address.Address.Address) && Weakness(hop, address) is { } kind)
                yield return new(kind, where, address.Tls.Problem ?? "");
        }
    }

    private static FindingKind? Weakness(HopSurvey hop, AddressSurvey address) => address.Reachable switch
    {
        Assurance.Clear or null => Clear,
        Assurance.Encrypted => Unverified,
        _ when !hop.Seen.Decision.Level.MustMatch() => NotDemanded,
        _ => null,
    };

    private static string Where(HopSurvey hop, string peer) => $"{peer}, for {Names(hop)}";

    internal static string Names(HopSurvey hop) => hop.Domains.Count == 1
        ? hop.Domains[0].Name
        : $"{hop.Domains[0].Name} and {hop.Domains.Count - 1} more";
}
