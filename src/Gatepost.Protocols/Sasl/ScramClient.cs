using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Protocols.Sasl;

/// <summary>SCRAM-SHA-256 (RFC 5802, RFC 7677) without channel binding, on the client's side.</summary>
internal sealed class ScramClient(string user, string password, string nonce) : ISaslClient
{
    private const string Header = "n,,";

    private readonly string _firstBare =
        $"n={user.Replace("=", "=3D", StringComparison.Ordinal).Replace(",", "=2C", StringComparison.Ordinal)},r={nonce}";

    private byte[]? _expected;

    public string Mechanism => ScramServer.Name;

    public byte[]? InitialResponse => Encoding.UTF8.GetBytes(Header + _firstBare);

    public bool IsServerProven { get; private set; }

    public byte[]? Next(ReadOnlySpan<byte> challenge)
    {
        if (!StrictUtf8.TryGetString(challenge, out var message)) return null;
        return _expected is null ? AnswerFirst(message) : AnswerFinal(message);
    }

    private byte[]? AnswerFirst(string message)
    {
        if (message.Split(',') is not [['r', '=', .. var full], ['s', '=', .. var salt64], ['i', '=', .. var count], ..])
            return null;
        var salt = SaslBase64.Decode(Encoding.UTF8.GetBytes(salt64));
        // The server's nonce begins with ours and adds to it (§5.1); too few iterations would give the password away cheaply.
        if (!full.StartsWith(nonce, StringComparison.Ordinal) || full.Length == nonce.Length) return null;
        if (salt is not { Length: > 0 }) return null;
        if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var iterations)) return null;
        if (iterations is < ScramVerifier.MinIterations or > ScramVerifier.MaxIterations) return null;

        var salted = ScramKeys.SaltPassword(password, salt, iterations);
        var clientKey = ScramKeys.ClientKey(salted);
        var withoutProof = $"c={Convert.ToBase64String(Encoding.UTF8.GetBytes(Header))},r={full}";
        var authMessage = $"{_firstBare},{message},{withoutProof}";
        var proof = ScramKeys.Xor(clientKey, ScramKeys.Sign(SHA256.HashData(clientKey), authMessage));
        _expected = ScramKeys.Sign(ScramKeys.ServerKey(salted), authMessage);
        return Encoding.UTF8.GetBytes($"{withoutProof},p={Convert.ToBase64String(proof)}");
    }

    private byte[]? AnswerFinal(string message)
    {
        if (IsServerProven || message.Split(',')[0] is not ['v', '=', .. var signature64]) return null;
        var signature = SaslBase64.Decode(Encoding.UTF8.GetBytes(signature64));
        if (signature is null || !CryptographicOperations.FixedTimeEquals(signature, _expected)) return null;
        IsServerProven = true;
        return [];
    }
}
