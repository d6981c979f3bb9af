using System.Security.Cryptography;
using System.Text;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Protocols.Sasl;

/// <summary>
/// SCRAM-SHA-256 (RFC 5802, RFC 7677) without channel binding: the password never crosses the wire, and the server proves that
/// it knows it.
/// </summary>
/// <remarks><code>
///   C: n,,n=user,r=cnonce
///   S: r=cnonce+snonce,s=salt,i=iterations
///   C: c=biws,r=cnonce+snonce,p=proof
///   S: v=signature         (as a challenge: SMTP has no room for it in the 235, RFC 4954 §4)
///   C: (empty)
/// </code></remarks>
internal sealed class ScramServer(SaslUsers users, string nonce) : ISaslServer
{
    internal const string Name = "SCRAM-SHA-256";
    private const int MaxMessage = 2048;

    private enum Stage { ClientFirst, ClientFinal, Confirmation }

    private Stage _stage;
    private string _header = "", _user = "", _nonce = "", _serverFirst = "", _clientFirstBare = "";
    private ScramVerifier? _verifier;

    public string Mechanism => Name;

    public SaslStep Next(byte[]? response)
    {
        if (response is null) return SaslStep.Ask([]);
        if (response.Length > MaxMessage || !StrictUtf8.TryGetString(response, out var message) || message.Any(char.IsControl))
            return SaslStep.Malformed;
        return _stage switch
        {
            Stage.ClientFirst => TakeFirst(message),
            Stage.ClientFinal => TakeFinal(message),
            _ => message.Length == 0 ? SaslStep.End(true, _user) : SaslStep.Malformed,
        };
    }

    private SaslStep TakeFirst(string message)
    {
        // gs2-header: "n" the client binds no channel, "y" it thinks that we cannot (we offer no -PLUS, so it is right).
        var parts = message.Split(',');
        if (parts.Length < 4 || parts[0] is not ("n" or "y")) return SaslStep.Malformed;
        if (!parts[2].StartsWith("n=", StringComparison.Ordinal) || !parts[3].StartsWith("r=", StringComparison.Ordinal))
            return SaslStep.Malformed; // "m=" would be an extension that we must understand (§5.1)
        if (!TryUnescape(parts[2][2..], out _user) || parts[3].Length < 3) return SaslStep.Malformed;
        if (parts[1].Length > 0 && parts[1] != $"a={parts[2][2..]}") return SaslStep.End(false, _user); // nobody acts for another
        _header = $"{parts[0]},{parts[1]},";
        _clientFirstBare = message[_header.Length..];
        _nonce = parts[3][2..] + nonce;
        _verifier = users.Find(_user);
        _serverFirst = $"r={_nonce},s={Convert.ToBase64String(_verifier.Salt)},i={_verifier.Iterations}";
        _stage = Stage.ClientFinal;
        return SaslStep.Ask(Encoding.UTF8.GetBytes(_serverFirst));
    }

    private SaslStep TakeFinal(string message)
    {
        var proofAt = message.LastIndexOf(",p=", StringComparison.Ordinal);
        var binding = $"c={Convert.ToBase64String(Encoding.UTF8.GetBytes(_header))},r={_nonce}";
        if (proofAt < 0) return SaslStep.Malformed;
        var withoutProof = message[..proofAt];
        var proof = SaslBase64.Decode(Encoding.UTF8.GetBytes(message[(proofAt + 3)..]));
        if (proof is not { Length: SHA256.HashSizeInBytes }) return SaslStep.Malformed;
        if (withoutProof != binding && !withoutProof.StartsWith(binding + ",", StringComparison.Ordinal))
            return SaslStep.End(false, _user);

        var authMessage = $"{_clientFirstBare},{_serverFirst},{withoutProof}";
        var clientKey = ScramKeys.Xor(proof, ScramKeys.Sign(_verifier!.StoredKey, authMessage));
        if (!CryptographicOperations.FixedTimeEquals(SHA256.HashData(clientKey), _verifier.StoredKey))
            return SaslStep.End(false, _user);
        _stage = Stage.Confirmation;
        var signature = ScramKeys.Sign(_verifier.ServerKey, authMessage);
        return SaslStep.Ask(Encoding.UTF8.GetBytes($"v={Convert.ToBase64String(signature)}"));
    }

    // §5.1: "," is "=2C" and "=" is "=3D"; another "=" is an error.
    private static bool TryUnescape(string name, out string user)
    {
        user = "";
        for (var at = name.IndexOf('=', StringComparison.Ordinal); at >= 0; at = name.IndexOf('=', at + 1))
        {
            if (name.AsSpan(at) is not (['=', '2', 'C', ..] or ['=', '3', 'D', ..])) return false;
        }

        user = name.Replace("=2C", ",", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);
        return user.Length > 0;
    }
}
