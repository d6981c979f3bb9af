using System.Security.Cryptography;
using System.Text;

namespace Gatepost.Protocols.Sasl;

/// <summary>Whom the mechanisms may believe. For a name that nobody bears there is a verifier too, always the same one, which no
/// password fits: so a wrong name costs the same time and shows the same challenge as a wrong password.</summary>
/// <param name="find">The verifier of a user, or null. Called once for each authentication; it must not wait.</param>
/// <param name="secret">At least 16 random octets, kept over restarts or not: what the invented salts are made of.</param>
public sealed class SaslUsers(Func<string, ScramVerifier?> find, byte[] secret)
{
    private const int MaxName = 255;

    /// <summary>The user's verifier, or an invented one.</summary>
    public ScramVerifier Find(string name)
    {
        if (name.Length <= MaxName && find(name) is { } verifier) return verifier;
        return new ScramVerifier(Invent("salt", name)[..ScramVerifier.SaltLength], ScramVerifier.DefaultIterations,
            Invent("stored", name), Invent("server", name));
    }

    private byte[] Invent(string what, string name) => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{what}\0{name}"));
}
