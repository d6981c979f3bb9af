namespace Gatepost.Configuration;

/// <summary>One <c>[[certificate]]</c>: PEM files or one PFX.</summary>
public sealed record CertificateConfig
{
    /// <summary>What rows call it.</summary>
    public required string Name { get; init; }

    /// <summary>PEM: leaf first, then intermediates. Or a PFX file.</summary>
    public required string CertificateFile { get; init; }

    /// <summary>PEM: the key, where it is not in the certificate file.</summary>
    public string? KeyFile { get; init; }

    /// <summary>A file that holds the password of key or PFX.</summary>
    public string? PasswordFile { get; init; }
}
