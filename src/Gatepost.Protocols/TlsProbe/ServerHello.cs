namespace Gatepost.Protocols.TlsProbe;

/// <summary>What the server chose.</summary>
/// <remarks><code>
///   version (2)  random (32)
///   session_id &lt;0..32&gt;   length in 1 octet
///   cipher_suite (2)
///   compression_method (1)
///   extensions &lt;0..2^16-1&gt;   may be absent below TLS 1.3
/// </code>RFC 8446 §4.1.3; RFC 5246 §7.4.1.3.</remarks>
public sealed class ServerHello
{
    // RFC 8446 §4.1.3: the SHA-256 of "HelloRetryRequest" in place of chance.
    private static ReadOnlySpan<byte> Retry =>
    [
        0xCF, 0x21, 0xAD, 0x74, 0xE5, 0x9A, 0x61, 0x11, 0xBE, 0x1D, 0x8C, 0x02, 0x1E, 0x65, 0xB8, 0x91,
        0xC2, 0xA2, 0x11, 0x16, 0x7A, 0xBB, 0x8C, 0x5E, 0x07, 0x9E, 0x09, 0xE2, 0xC8, 0xA8, 0x33, 0x9C,
    ];

    private ServerHello(TlsVersion legacy, byte[] random, byte[] sessionId) =>
        (LegacyVersion, Random, SessionId) = (legacy, random, sessionId);

    /// <summary>The version field; TLS 1.3 says 1.2 here.</summary>
    public TlsVersion LegacyVersion { get; }

    /// <summary>32 octets.</summary>
    public byte[] Random { get; }

    /// <summary>Up to 32 octets; below TLS 1.3 a session that the server remembers.</summary>
    public byte[] SessionId { get; }

    /// <summary>The code point.</summary>
    public int CipherSuite { get; private init; }

    /// <summary>0 for none, 1 for DEFLATE.</summary>
    public int Compression { get; private init; }

    /// <summary>What it answered to our extensions.</summary>
    public IReadOnlyList<TlsExtension> Extensions { get; private init; } = [];

    /// <summary>The version that is spoken: the one of the extension, where there is one (RFC 8446 §4.2.1).</summary>
    public TlsVersion Version =>
        Find(ExtensionTypes.SupportedVersions) is [var high, var low] ? (TlsVersion)((high << 8) | low) : LegacyVersion;

    /// <summary>Whether it is a HelloRetryRequest: the server wants another key share, or a cookie.</summary>
    public bool IsRetryRequest => Random.AsSpan().SequenceEqual(Retry);

    /// <summary>The group of the server's key share, or the one that it asks for; none where it names none.</summary>
    public TlsGroup Group =>
        Find(ExtensionTypes.KeyShare) is [var high, var low, ..] ? (TlsGroup)((high << 8) | low) : TlsGroup.None;

    /// <summary>The server's half of the key exchange, of TLS 1.3; null where there is none.</summary>
    public byte[]? KeyShare =>
        Find(ExtensionTypes.KeyShare) is [_, _, var high, var low, .. var octets] && octets.Length == ((high << 8) | low)
            ? octets
            : null;

    /// <summary>Keys are bound to the handshake (RFC 7627 §5.1).</summary>
    public bool HasExtendedMasterSecret => Find(ExtensionTypes.ExtendedMasterSecret) is not null;

    /// <summary>The server knows secure renegotiation (RFC 5746 §3.6).</summary>
    public bool HasRenegotiationInfo => Find(ExtensionTypes.RenegotiationInfo) is not null;

    /// <summary>A ticket will follow (RFC 5077 §3.2).</summary>
    public bool HasSessionTicket => Find(ExtensionTypes.SessionTicket) is not null;

    internal static ServerHello? Read(ReadOnlySpan<byte> body)
    {
        var reader = new WireReader(body);
        if (!reader.TryReadNumber(2, out var version) || !reader.TryTake(32, out var random)
            || !reader.TryReadVector(1, out var session) || session.Length > 32
            || !reader.TryReadNumber(2, out var suite) || !reader.TryReadNumber(1, out var compression)) return null;
        ReadOnlySpan<byte> content = default;
        if (!reader.IsAtEnd && (!reader.TryReadVector(2, out content) || !reader.IsAtEnd)) return null;
        if (TlsExtension.ReadAll(content) is not { } extensions) return null;
        return new((TlsVersion)version, random.ToArray(), session.ToArray())
        {
            CipherSuite = suite,
            Compression = compression,
            Extensions = extensions,
        };
    }

    private byte[]? Find(int type) => Extensions.FirstOrDefault(extension => extension.Type == type)?.Content;
}
