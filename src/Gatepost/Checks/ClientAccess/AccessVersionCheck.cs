using Gatepost.Checks.Own;
using Gatepost.Checks.TlsProbing;

namespace Gatepost.Checks.ClientAccess;

/// <summary>I5: which versions of TLS mail programs can get (RFC 8314 §4, RFC 8997 §3).</summary>
internal sealed class AccessVersionCheck : IOwnCheck
{
    private static readonly string[] Modern = ["TLS 1.2", "TLS 1.3"];

    public static readonly FindingKind Old = new("I5", Severity.Fail, "Old versions of TLS are open to mail programs")
    {
        Meaning = "SSL, TLS 1.0 and TLS 1.1 can be attacked, and servers for mail programs must not speak them any more (RFC "
            + "8997). "
            + "All programs of the last ten years know TLS 1.2.",
        Remedy = "Set the least version to TLS 1.2: smtpd_tls_mandatory_protocols = >=TLSv1.2 in Postfix, ssl_min_protocol = "
            + "TLSv1.2 in "
            + "Dovecot, the registry keys of Schannel for Exchange.",
    };

    public static readonly FindingKind NoneGood = new("I5-new", Severity.Fail, "Mail programs cannot get TLS 1.2 or 1.3")
    {
        Meaning = "The server speaks old versions alone. Programs of today do not connect, or warn.",
        Remedy = "Update the server and its TLS library, and switch TLS 1.2 and 1.3 on.",
    };

    public IReadOnlyList<FindingKind> Kinds => [Old, NoneGood];

    public IEnumerable<Finding> Judge(OwnSurvey survey)
    {
        foreach (var place in AccessFinding.OpenPorts(survey))
        {
            var spoken = place.Port.Versions.Where(static version => version.Spoken is Observed.Yes)
                .Select(static version => version.Version).ToList();
            var old = spoken.Except(Modern).ToList();
            if (old.Count > 0) yield return AccessFinding.At(Old, place, string.Join(", ", old));
            if (spoken.Count > 0 && old.Count == spoken.Count) yield return AccessFinding.At(NoneGood, place);
        }
    }
}
