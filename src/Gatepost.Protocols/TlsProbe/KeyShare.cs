namespace Gatepost.Protocols.TlsProbe;

/// <summary>The client's half of a key exchange in TLS 1.3 (RFC 8446 §4.2.8).</summary>
/// <param name="Group">In which group.</param>
/// <param name="Octets">The public value, as it goes on the wire.</param>
public sealed record KeyShare(TlsGroup Group, byte[] Octets);
