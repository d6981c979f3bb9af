using System.Globalization;

namespace Gatepost.Protocols.TlsProbe;

/// <summary>Names of versions.</summary>
public static class TlsVersions
{
    /// <summary>All of them, the oldest first.</summary>
    public static IReadOnlyList<TlsVersion> All { get; } =
        [TlsVersion.Ssl2, TlsVersion.Ssl3, TlsVersion.Tls10, TlsVersion.Tls11, TlsVersion.Tls12, TlsVersion.Tls13];

    /// <summary><c>TLS 1.2</c>, <c>SSL 3.0</c>; the number where it is none that we know.</summary>
    public static string Word(this TlsVersion version) => version switch
    {
        TlsVersion.Ssl2 => "SSL 2.0",
        TlsVersion.Ssl3 => "SSL 3.0",
        TlsVersion.Tls10 => "TLS 1.0",
        TlsVersion.Tls11 => "TLS 1.1",
        TlsVersion.Tls12 => "TLS 1.2",
        TlsVersion.Tls13 => "TLS 1.3",
        _ => string.Create(CultureInfo.InvariantCulture, $"0x{(int)version:X4}"),
    };
}
