using System.Security.Cryptography;
using System.Text;

namespace Gatepost.Protocols.Sasl;

/// <summary>The arithmetic of SCRAM-SHA-256 (RFC 5802 §3, RFC 7677 §3).</summary>
internal static class ScramKeys
{
    // RFC 5802 asks for SASLprep (RFC 4013). For ASCII it changes nothing; beyond ASCII we take the octets as they were typed, as
    // the client does too.
    internal static byte[] SaltPassword(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, iterations,
            HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);

    internal static byte[] ClientKey(byte[] salted) => HMACSHA256.HashData(salted, "Client Key"u8);

    internal static byte[] ServerKey(byte[] salted) => HMACSHA256.HashData(salted, "Server Key"u8);

    internal static byte[] Sign(byte[] key, string authMessage) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(authMessage));

    internal static byte[] Xor(byte[] one, byte[] other)
    {
        var result = new byte[one.Length];
        for (var i = 0; i < result.Length; i++) result[i] = (byte)(one[i] ^ other[i]);
        return result;
    }

    internal static string NewNonce() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
}
