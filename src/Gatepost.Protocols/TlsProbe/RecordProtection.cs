using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Gatepost.Protocols.TlsProbe;

/// <summary>Seals and opens records of one direction with AES-GCM, in the way of TLS 1.2 or of TLS 1.3.</summary>
/// <remarks><code>
///   TLS 1.2 (RFC 5288 §3):       nonce = salt (4), explicit (8); the explicit part stands before the content
///                                additional = sequence (8), type (1), version (2), length of the content (2)
///   TLS 1.3 (RFC 8446 §5.2, 5.3): nonce = iv (12) xor sequence; the type stands behind the content, inside
///                                additional = the record's header
/// </code></remarks>
internal sealed class RecordProtection(byte[] key, byte[] iv) : IDisposable
{
    private const int TagLength = 16;
    private const int NonceLength = 12;
    private const int ExplicitLength = 8;

    private readonly AesGcm _cipher = new(key, TagLength);
    private ulong _sequence;

    // A salt of four octets is what TLS 1.2 has.
    private bool IsTls13 => iv.Length == NonceLength;

    public byte[] Seal(int type, ReadOnlySpan<byte> content)
    {
        if (IsTls13) return SealTls13([.. content, (byte)type]);
        var nonce = new byte[NonceLength];
        iv.CopyTo(nonce, 0);
        BinaryPrimitives.WriteUInt64BigEndian(nonce.AsSpan(iv.Length), _sequence);
        var (secret, tag) = (new byte[content.Length], new byte[TagLength]);
        _cipher.Encrypt(nonce, content, secret, tag, Additional(type, content.Length));
        _sequence++;
        return TlsRecord.Frame(type, TlsVersion.Tls12, [.. nonce[iv.Length..], .. secret, .. tag]);
    }

    /// <summary>The type and the content of a record; null where it was not sealed with our keys.</summary>
    public (int Type, byte[] Content)? Open(TlsRecord record)
    {
        var explicitLength = IsTls13 ? 0 : ExplicitLength;
        var length = record.Fragment.Length - explicitLength - TagLength;
        if (length < 0) return null;
        var nonce = IsTls13 ? Nonce() : [.. iv, .. record.Fragment[..ExplicitLength]];
        var additional = IsTls13 ? Header(record.Fragment.Length) : Additional(record.Type, length);
        var content = new byte[length];
        var secret = record.Fragment.AsSpan(explicitLength, length);
        try
        {
            _cipher.Decrypt(nonce, secret, record.Fragment.AsSpan(explicitLength + length), content, additional);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        _sequence++;
        return IsTls13 ? Unpad(content) : (record.Type, content);
    }

    public void Dispose() => _cipher.Dispose();

    private byte[] SealTls13(byte[] inner)
    {
        var header = Header(inner.Length + TagLength);
        var (secret, tag) = (new byte[inner.Length], new byte[TagLength]);
        _cipher.Encrypt(Nonce(), inner, secret, tag, header);
        _sequence++;
        return [.. header, .. secret, .. tag];
    }

    private byte[] Nonce()
    {
        var nonce = new byte[NonceLength];
        BinaryPrimitives.WriteUInt64BigEndian(nonce.AsSpan(NonceLength - sizeof(ulong)), _sequence);
        for (var i = 0; i < nonce.Length; i++) nonce[i] ^= iv[i];
        return nonce;
    }

    private byte[] Additional(int type, int length)
    {
        var sequence = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(sequence, _sequence);
        return new WireWriter().Octets(sequence).Number(type, 1).Number((int)TlsVersion.Tls12, 2).Number(length, 2).ToArray();
    }

    private static byte[] Header(int length) => new WireWriter()
        .Number(ContentTypes.ApplicationData, 1).Number((int)TlsVersion.Tls12, 2).Number(length, 2).ToArray();

    // RFC 8446 §5.4: zeros may follow the type.
    private static (int Type, byte[] Content)? Unpad(byte[] inner)
    {
        var end = inner.AsSpan().TrimEnd((byte)0).Length - 1;
        return end < 0 ? null : (inner[end], inner[..end]);
    }
}
