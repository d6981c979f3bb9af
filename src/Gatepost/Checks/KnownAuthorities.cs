namespace Gatepost.Checks;

/// <summary>
/// The words by which certificate authorities know themselves in CAA records. The list is generous: a word too many only keeps a
/// finding back, and an authority that is not in it is not judged.
/// </summary>
internal static class KnownAuthorities
{
    private static readonly (string Organization, string[] Domains)[] All =
    [
        ("Let's Encrypt", ["letsencrypt.org"]),
        ("DigiCert", ["digicert.com", "www.digicert.com", "digicert.ne.jp", "cybertrust.ne.jp", "symantec.com", "thawte.com",
            "geotrust.com", "rapidssl.com", "amazon.com", "quovadisglobal.com"]),
        ("GeoTrust", ["digicert.com", "www.digicert.com", "geotrust.com"]),
        ("RapidSSL", ["digicert.com", "www.digicert.com", "rapidssl.com"]),
        ("Thawte", ["digicert.com", "www.digicert.com", "thawte.com"]),
        ("Sectigo", ["sectigo.com", "comodo.com", "comodoca.com", "usertrust.com", "trust-provider.com"]),
        ("ZeroSSL", ["sectigo.com", "comodo.com", "comodoca.com", "usertrust.com", "trust-provider.com"]),
        ("GlobalSign", ["globalsign.com"]),
        ("Google Trust Services", ["pki.goog", "google.com"]),
        ("Amazon", ["amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com", "aws.amazon.com"]),
        ("Buypass", ["buypass.com", "buypass.no"]),
        ("SSL Corp", ["ssl.com"]),
        ("Actalis", ["actalis.it"]),
        ("Entrust", ["entrust.net", "affirmtrust.com"]),
        ("GoDaddy", ["godaddy.com", "starfieldtech.com"]),
        ("Starfield", ["godaddy.com", "starfieldtech.com"]),
        ("IdenTrust", ["identrust.com"]),
        ("Asseco", ["certum.pl", "certum.eu", "yandex.ru"]),
        ("Certum", ["certum.pl", "certum.eu"]),
        ("Hellenic Academic", ["harica.gr"]),
        ("HARICA", ["harica.gr"]),
        ("SwissSign", ["swisssign.com", "swisssign.net", "swisssign.li", "swissign.com"]),
        ("D-Trust", ["d-trust.net", "dtrust.de", "d-trust.de", "dtrust.net"]),
        ("Telekom Security", ["telesec.de"]),
        ("GEANT", ["harica.gr", "sectigo.com"]),
    ];

    /// <summary>Those of the issuer of a certificate; empty where we do not know it.</summary>
    public static IReadOnlyList<string> DomainsOf(string issuer) =>
        All.FirstOrDefault(known => issuer.Contains(known.Organization, StringComparison.OrdinalIgnoreCase)).Domains ?? [];
}
