namespace Gatepost.Protocols.TlsProbe;

/// <summary>How a whole handshake is made.</summary>
/// <param name="ServerName">The host that is called, or null.</param>
/// <param name="Group">The curve: P-256, P-384 or P-521, which the platform can do. TLS 1.2 also offers the other two: the key
/// of a certificate must lie on one that was offered (RFC 8422 §5.3).</param>
/// <param name="Renegotiation">How it speaks of renegotiation: none makes a client of before 2010 of us.</param>
public sealed record HandshakeTerms(
    string? ServerName, TlsGroup Group = TlsGroup.Secp256r1, RenegotiationSignal Renegotiation = RenegotiationSignal.Extension)
{
    /// <summary>Whether a handshake on a group can be made at all.</summary>
    public static bool CanDo(TlsGroup group) => EllipticExchange.Groups.Contains(group);
}
