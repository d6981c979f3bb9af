using System.Security.Cryptography;

namespace Gatepost.Protocols.TlsProbe;

/// <summary>The hash of a suite, with what TLS makes of it.</summary>
/// <param name="Name">SHA-256 or SHA-384.</param>
internal readonly record struct SuiteHash(HashAlgorithmName Name)
{
    public int Size => Name == HashAlgorithmName.SHA384 ? SHA384.HashSizeInBytes : SHA256.HashSizeInBytes;

    public byte[] Of(ReadOnlySpan<byte> octets) => CryptographicOperations.HashData(Name, octets);

    public byte[] Mac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> octets) => CryptographicOperations.HmacData(Name, key, octets);

    /// <summary>The PRF of TLS 1.2 (RFC 5246 §5).</summary>
    public byte[] Prf(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> label, ReadOnlySpan<byte> seed, int length)
    {
        byte[] labelled = [.. label, .. seed];
        var made = new List<byte>(length + Size);
        for (var link = Mac(secret, labelled); made.Count < length; link = Mac(secret, link))
            made.AddRange(Mac(secret, [.. link, .. labelled]));
        return [.. made[..length]];
    }

    /// <summary>HKDF-Expand-Label (RFC 8446 §7.1).</summary>
    public byte[] ExpandLabel(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> label, ReadOnlySpan<byte> context, int length)
    {
        byte[] labelled = [.. "tls13 "u8, .. label];
        var info = new WireWriter().Number(length, 2).Vector(1, labelled).Vector(1, context).ToArray();
        var made = new byte[length];
        HKDF.Expand(Name, secret, made, info);
        return made;
    }

    /// <summary>Derive-Secret (RFC 8446 §7.1).</summary>
    public byte[] Derive(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> label, ReadOnlySpan<byte> messages) =>
        ExpandLabel(secret, label, Of(messages), Size);

    /// <summary>HKDF-Extract.</summary>
    public byte[] Extract(byte[] salt, byte[] secret) => HKDF.Extract(Name, secret, salt);
}
