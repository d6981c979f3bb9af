namespace Gatepost.Protocols.TlsProbe;

/// <summary>The certificates that a server sent, as DER, its own first.</summary>
/// <remarks><code>
///   TLS up to 1.2:  certificate_list (3 octets of length): each a certificate (3 octets of length)
///   TLS 1.3:        certificate_request_context (1), certificate_list (3):
///                   each a certificate (3 octets of length) and its extensions (2 octets of length)
/// </code>RFC 5246 §7.4.2; RFC 8446 §4.4.2.</remarks>
internal static class CertificateChain
{
    public static IReadOnlyList<byte[]>? Read(ReadOnlySpan<byte> body, bool isTls13)
    {
        var reader = new WireReader(body);
        if (isTls13 && !reader.TryReadVector(1, out _)) return null;
        if (!reader.TryReadVector(3, out var list) || !reader.IsAtEnd) return null;
        var chain = new List<byte[]>();
        var entries = new WireReader(list);
        while (!entries.IsAtEnd)
        {
            if (chain.Count == TlsLimits.Certificates || !entries.TryReadVector(3, out var certificate)) return null;
            if (isTls13 && !entries.TryReadVector(2, out _)) return null;
            chain.Add(certificate.ToArray());
        }

        return chain;
    }
}
