using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gatepost.Protocols.Sasl;

/// <summary>
/// What is kept of a password (RFC 5802 §3, RFC 7677): one verifier serves PLAIN, LOGIN and SCRAM-SHA-256, and whoever steals it
/// cannot log in with it.
/// </summary>
/// <remarks><code>
///   SaltedPassword = PBKDF2-HMAC-SHA-256(password, salt, iterations)
///   StoredKey      = SHA-256(HMAC(SaltedPassword, "Client Key"))
///   ServerKey      = HMAC(SaltedPassword, "Server Key")
/// </code></remarks>
/// <param name="Salt">Random.</param>
/// <param name="Iterations">4096 at least (RFC 7677 §4).</param>
/// <param name="StoredKey">32 octets.</param>
/// <param name="ServerKey">32 octets.</param>
public sealed record ScramVerifier(byte[] Salt, int Iterations, byte[] StoredKey, byte[] ServerKey)
{
    /// <summary>Octets of the salts that we make.</summary>
    public const int SaltLength = 16;

    /// <summary>Iterations of the verifiers that we make.</summary>
    public const int DefaultIterations = 32768;

    /// <summary>The least that is taken, and the most: a file or a server must not make us count for ever.</summary>
    public const int MinIterations = 4096, MaxIterations = 10_000_000;

    private const string Scheme = "SCRAM-SHA-256";
    private const int KeyLength = SHA256.HashSizeInBytes;

    /// <summary>Makes one with a random salt.</summary>
    public static ScramVerifier Create(string password, int iterations = DefaultIterations) =>
        Create(password, RandomNumberGenerator.GetBytes(SaltLength), iterations);

    /// <summary>Makes one with a given salt.</summary>
    public static ScramVerifier Create(string password, byte[] salt, int iterations)
    {
        var salted = ScramKeys.SaltPassword(password, salt, iterations);
        return new(salt, iterations, SHA256.HashData(ScramKeys.ClientKey(salted)), ScramKeys.ServerKey(salted));
    }

    /// <summary>Whether the password is right; takes as long for a wrong one.</summary>
    public bool Verify(string password)
    {
        var salted = ScramKeys.SaltPassword(password, Salt, Iterations);
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(ScramKeys.ClientKey(salted)), StoredKey);
    }

    /// <summary><c>SCRAM-SHA-256$iterations:salt$StoredKey:ServerKey</c>, in base 64 (RFC 5803 §3).</summary>
    public string Encode() => string.Create(CultureInfo.InvariantCulture,
        $"{Scheme}${Iterations}:{Base64(Salt)}${Base64(StoredKey)}:{Base64(ServerKey)}");

    /// <summary>Reads what <see cref="Encode"/> wrote.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ScramVerifier? verifier)
    {
        verifier = null;
        var parts = text.Split('$', ':');
        if (parts.Length != 5 || parts[0] != Scheme) return false;
        if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var iterations)) return false;
        if (iterations is < MinIterations or > MaxIterations) return false;
        var octets = parts[2..].Select(static part => SaslBase64.Decode(Encoding.UTF8.GetBytes(part)) ?? []).ToArray();
        if (octets[0].Length == 0 || octets[1].Length != KeyLength || octets[2].Length != KeyLength) return false;
        verifier = new(octets[0], iterations, octets[1], octets[2]);
        return true;
    }

    /// <summary>Never the keys: it may end up in a log.</summary>
    public override string ToString() => $"{Scheme} verifier";

    private static string Base64(byte[] octets) => Convert.ToBase64String(octets);
}
