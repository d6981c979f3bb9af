namespace Gatepost.Configuration;

/// <summary>A SHA-256 digest that a certificate or its key must have.</summary>
/// <param name="Kind">What is digested.</param>
/// <param name="Digest">64 lower-case hex digits.</param>
public sealed record CertificatePin(PinKind Kind, string Digest)
{
    /// <summary>Whether a certificate with these digests (lower-case hex) is the pinned one, or bears the pinned key.</summary>
    public bool Fits(string certificateDigest, string publicKeyDigest) =>
        Digest == (Kind is PinKind.Certificate ? certificateDigest : publicKeyDigest);

    /// <inheritdoc />
    public override string ToString() => $"{(Kind is PinKind.Certificate ? "cert" : "spki")}-sha256:{Digest}";
}
