using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace Gatepost.Checks.TlsProbing;

/// <summary>The certificates that the server showed for one kind of key.</summary>
/// <param name="KeyKind"><c>RSA</c> or <c>ECDSA</c>: what was asked for.</param>
/// <param name="Chain">As DER, its own first.</param>
internal sealed record ChainFacts(string KeyKind, [property: JsonIgnore] IReadOnlyList<byte[]> Chain)
{
    /// <summary>SHA-256 of each, lower-case hex, the server's own first.</summary>
    public IReadOnlyList<string> Digests => [.. Chain.Select(static der => Convert.ToHexStringLower(SHA256.HashData(der)))];
}
