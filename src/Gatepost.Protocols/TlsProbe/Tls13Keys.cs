using System.Security.Cryptography;

namespace Gatepost.Protocols.TlsProbe;

/// <summary>The key schedule of TLS 1.3 without a pre-shared key (RFC 8446 §7.1).</summary>
/// <remarks><code>
///   0 ─extract─▶ early ─derived─extract(shared)─▶ handshake ─derived─extract(0)─▶ master
/// </code></remarks>
internal sealed class Tls13Keys
{
    private readonly SuiteHash _hash;
    private readonly int _keyLength;
    private readonly byte[] _handshake;
    private readonly byte[] _clientHandshake;
    private readonly byte[] _serverHandshake;

    /// <summary>The keys of the handshake.</summary>
    /// <param name="suite">AES-GCM with 128 or 256 bits.</param>
    /// <param name="shared">The shared secret.</param>
    /// <param name="messages">ClientHello and ServerHello.</param>
    public Tls13Keys(int suite, byte[] shared, ReadOnlySpan<byte> messages)
    {
        var isLong = suite == CipherSuiteCode.Aes256GcmSha384;
        _hash = new(isLong ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256);
        _keyLength = isLong ? 32 : 16;
        var early = _hash.Extract(new byte[_hash.Size], new byte[_hash.Size]);
        _handshake = _hash.Extract(_hash.Derive(early, "derived"u8, []), shared);
        _clientHandshake = _hash.Derive(_handshake, "c hs traffic"u8, messages);
        _serverHandshake = _hash.Derive(_handshake, "s hs traffic"u8, messages);
    }

    /// <summary>The suites whose keys these are.</summary>
    public static IReadOnlyList<int> Suites { get; } = [CipherSuiteCode.Aes128GcmSha256, CipherSuiteCode.Aes256GcmSha384];

    public (RecordProtection Write, RecordProtection Read) Handshake() =>
        (Protection(_clientHandshake), Protection(_serverHandshake));

    /// <summary>The keys for what is said inside; the messages reach up to the server's Finished.</summary>
    public (RecordProtection Write, RecordProtection Read) Application(ReadOnlySpan<byte> messages)
    {
        var master = _hash.Extract(_hash.Derive(_handshake, "derived"u8, []), new byte[_hash.Size]);
        return (
            Protection(_hash.Derive(master, "c ap traffic"u8, messages)),
            Protection(_hash.Derive(master, "s ap traffic"u8, messages)));
    }

    /// <summary>verify_data (RFC 8446 §4.4.4).</summary>
    public byte[] Finished(bool isClient, ReadOnlySpan<byte> messages)
    {
        var secret = isClient ? _clientHandshake : _serverHandshake;
        return _hash.Mac(_hash.ExpandLabel(secret, "finished"u8, [], _hash.Size), _hash.Of(messages));
    }

    private RecordProtection Protection(byte[] secret) =>
        new(_hash.ExpandLabel(secret, "key"u8, [], _keyLength), _hash.ExpandLabel(secret, "iv"u8, [], 12));
}
