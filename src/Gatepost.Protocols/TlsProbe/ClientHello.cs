namespace Gatepost.Protocols.TlsProbe;

/// <summary>
/// Writes the greeting that begins a handshake. The platform's TLS cannot offer what is broken, and a server that accepts it can
/// only be found by offering it.
/// </summary>
/// <remarks><code>
///   record:  type=22 (1)  version (2)  length (2)
///   message: type=1 (1)   length (3)
///     version (2)  random (32)
///     session_id &lt;0..32&gt;            length in 1 octet
///     cipher_suites &lt;2..2^16-2&gt;     length in 2 octets, 2 octets each
///     compression_methods &lt;1..255&gt;  length in 1 octet, 1 octet each
///     extensions &lt;0..2^16-1&gt;        length in 2 octets; each: type (2), length (2), content
/// </code>RFC 8446 §4.1.2; RFC 5246 §7.4.1.2; RFC 6101 §5.6.1.2 for SSL 3.0, which has no extensions.</remarks>
public static class ClientHello
{
    private const int Deflate = 1;

    /// <summary>The greeting in its record, ready for the wire.</summary>
    public static byte[] Write(ClientHelloOffer offer) =>
        TlsRecord.Frame(ContentTypes.Handshake, RecordVersion(offer), WriteMessage(offer));

    internal static byte[] WriteMessage(ClientHelloOffer offer)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(offer.Random.Length, 32);
        var body = new WireWriter()
            .Number((int)Legacy(offer.Highest), 2)
            .Octets(offer.Random.Span)
            .Vector(1, offer.SessionId.Span)
            .Vector(2, suites => WriteSuites(suites, offer))
            .Vector(1, offer.Traits.HasFlag(ClientHelloTraits.Compression) ? [Deflate, 0] : [0]);
        var extensions = ClientHelloExtensions.Write(offer);
        if (extensions.Length > 0) body.Vector(2, extensions);
        return HandshakeMessage.Frame(HandshakeTypes.ClientHello, body.ToArray());
    }

    private static void WriteSuites(WireWriter suites, ClientHelloOffer offer)
    {
        foreach (var suite in offer.CipherSuites) suites.Number(suite, 2);
        if (offer.Renegotiation is RenegotiationSignal.Scsv && offer.VerifyData.IsEmpty)
            suites.Number(CipherSuiteCode.RenegotiationScsv, 2);
        if (offer.Traits.HasFlag(ClientHelloTraits.Fallback)) suites.Number(CipherSuiteCode.FallbackScsv, 2);
    }

    /// <summary>TLS 1.3 hides behind TLS 1.2, and names itself in an extension.</summary>
    private static TlsVersion Legacy(TlsVersion version) => version < TlsVersion.Tls12 ? version : TlsVersion.Tls12;

    // RFC 8446 §5.1: 0x0301 for a first greeting, for the sake of old servers; SSL 3.0 knows only its own number.
    private static TlsVersion RecordVersion(ClientHelloOffer offer) =>
        offer.Highest is TlsVersion.Ssl3 ? TlsVersion.Ssl3 : TlsVersion.Tls10;
}
