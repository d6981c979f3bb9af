using System.Security.Cryptography;
using Gatepost.Protocols.TlsProbe;

namespace Gatepost.Checks.TlsProbing;

/// <summary>Tells the finite fields of RFC 7919 §A from those that somebody made.</summary>
internal static class KnownField
{
    /// <summary>SHA-256 of the modulus, the most significant octet first, without leading zeros. A test computes them anew from
    /// the formula of the standard.</summary>
    public static IReadOnlyDictionary<string, TlsGroup> Digests { get; } = new Dictionary<string, TlsGroup>
    {
        ["9cd3b7f336872f46c09428d1bbc19877a4d440512cda8d1c1cf0cd6e33698966"] = TlsGroup.Ffdhe2048,
        ["0eaf67db3a839156d5013494a5318a772b5697d270d721f37f092efc69ea5a17"] = TlsGroup.Ffdhe3072,
        ["4648414224ac881b3d0dc59b466f96d06a558278776807797ecf1f66ff397b3e"] = TlsGroup.Ffdhe4096,
        ["227ac9066b3ddd9e193670cda2388fa884f65ba0cf98b742d1fe77a6687c79c7"] = TlsGroup.Ffdhe6144,
        ["770b14efaf6f049929c523113b3fa99a8d11dab1b18af3609590122075d19833"] = TlsGroup.Ffdhe8192,
    };

    /// <summary>The group; none where the modulus is nobody's that we know.</summary>
    public static TlsGroup Of(ReadOnlySpan<byte> prime) =>
        Digests.GetValueOrDefault(Convert.ToHexStringLower(SHA256.HashData(prime.TrimStart((byte)0))));
}
