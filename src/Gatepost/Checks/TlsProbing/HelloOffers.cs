using System.Security.Cryptography;
using Gatepost.Protocols.TlsProbe;

namespace Gatepost.Checks.TlsProbing;

/// <summary>The greetings of a probe, each for one version alone.</summary>
internal static class HelloOffers
{
    /// <summary>Suites at a version, with all that a server may want beside them. In TLS 1.3 no key share: the server then says
    /// which suite and group it would take, in a HelloRetryRequest.</summary>
    public static ClientHelloOffer Of(TlsVersion version, IReadOnlyList<int> suites, string? serverName) => new()
    {
        Lowest = version,
        Highest = version,
        CipherSuites = suites,
        Groups = version is TlsVersion.Tls13 ? TlsGroups.ForTls13 : TlsGroups.Curves,
        Signatures = SignatureSchemes.All,
        ServerName = serverName,
        Renegotiation = version is TlsVersion.Tls13 ? RenegotiationSignal.None : RenegotiationSignal.Scsv,
        Random = RandomNumberGenerator.GetBytes(32),
        SessionId = version is TlsVersion.Tls13 ? RandomNumberGenerator.GetBytes(32) : default,
    };
}
