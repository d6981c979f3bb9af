namespace Gatepost.Messages;

/// <summary>
/// What an attempt asks of TLS, in the words that operators know from Postfix. Ordered; ask the predicates of
/// <see cref="TlsLevels"/>, nobody compares with <c>&lt;</c> outside that file. Persisted: append only.
/// </summary>
public enum TlsLevel
{
    /// <summary>No TLS, even where offered.</summary>
    None = 0,

    /// <summary>TLS where offered, clear text where not.</summary>
    May = 10,

    /// <summary>TLS always, with whomever.</summary>
    Encrypt = 20,

    /// <summary>TLS with a certificate or key that is pinned.</summary>
    Fingerprint = 30,

    /// <summary>DANE where published, else May.</summary>
    Dane = 40,

    /// <summary>DANE always.</summary>
    DaneOnly = 50,

    /// <summary>TLS with a certificate of a trusted CA for the MX host's name.</summary>
    Verify = 60,

    /// <summary>TLS with a certificate of a trusted CA for a name that we know without asking the DNS: the domain's or a
    /// configured one.</summary>
    Secure = 70,
}
