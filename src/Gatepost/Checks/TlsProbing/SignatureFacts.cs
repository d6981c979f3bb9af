namespace Gatepost.Checks.TlsProbing;

/// <summary>With which hashes the server signs the key exchange.</summary>
internal sealed record SignatureFacts
{
    /// <summary>What it signs TLS 1.2 with for a client that takes all; null where that was not seen.</summary>
    public string? Usual { get; init; }

    /// <summary>What it signs TLS 1.3 with; null where that was not seen.</summary>
    public string? Tls13 { get; init; }

    /// <summary>Whether it signs with SHA-1 or MD5 for a client that asks for it.</summary>
    public Observed Sha1 { get; init; }

    /// <summary>Whether it signs with SHA-224 for a client that asks for it.</summary>
    public Observed Sha224 { get; init; }
}
