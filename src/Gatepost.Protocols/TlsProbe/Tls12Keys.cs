using System.Security.Cryptography;

namespace Gatepost.Protocols.TlsProbe;

/// <summary>What follows from the shared secret in TLS 1.2 (RFC 5246 §6.3, §8.1).</summary>
internal sealed class Tls12Keys
{
    private const int MasterLength = 48;
    private const int VerifyLength = 12;
    private const int SaltLength = 4;

    private readonly SuiteHash _hash;
    private readonly byte[] _master;

    private Tls12Keys(SuiteHash hash, byte[] master) => (_hash, _master) = (hash, master);

    /// <summary>The suites whose keys these are: AES-GCM with a signed exchange on a curve.</summary>
    public static IReadOnlyList<int> Suites { get; } =
    [
        CipherSuiteCode.EcdheEcdsaAes128GcmSha256, CipherSuiteCode.EcdheRsaAes128GcmSha256,
        CipherSuiteCode.EcdheEcdsaAes256GcmSha384, CipherSuiteCode.EcdheRsaAes256GcmSha384,
    ];

    /// <summary>The keys of one handshake.</summary>
    /// <param name="shared">The shared secret.</param>
    /// <param name="hello">What the server chose.</param>
    /// <param name="clientRandom">Our 32 octets.</param>
    /// <param name="messages">All messages up to our half of the exchange.</param>
    public static Tls12Keys Of(byte[] shared, ServerHello hello, ReadOnlySpan<byte> clientRandom, ReadOnlySpan<byte> messages)
    {
        var hash = new SuiteHash(IsLong(hello.CipherSuite) ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256);
        // RFC 7627 §4: bound to all messages so far, instead of to the two random values.
        var master = hello.HasExtendedMasterSecret
            ? hash.Prf(shared, "extended master secret"u8, hash.Of(messages), MasterLength)
            : hash.Prf(shared, "master secret"u8, [.. clientRandom, .. hello.Random], MasterLength);
        return new Tls12Keys(hash, master);
    }

    public (RecordProtection Write, RecordProtection Read) Protections(ServerHello hello, ReadOnlySpan<byte> clientRandom)
    {
        var length = IsLong(hello.CipherSuite) ? 32 : 16;
        var block = _hash.Prf(_master, "key expansion"u8, [.. hello.Random, .. clientRandom], 2 * (length + SaltLength));
        var salts = block[(2 * length)..];
        return (new(block[..length], salts[..SaltLength]), new(block[length..(2 * length)], salts[SaltLength..]));
    }

    /// <summary>verify_data (RFC 5246 §7.4.9).</summary>
    public byte[] Finished(bool isClient, ReadOnlySpan<byte> messages) =>
        _hash.Prf(_master, isClient ? "client finished"u8 : "server finished"u8, _hash.Of(messages), VerifyLength);

    private static bool IsLong(int suite) =>
        suite is CipherSuiteCode.EcdheEcdsaAes256GcmSha384 or CipherSuiteCode.EcdheRsaAes256GcmSha384;
}
