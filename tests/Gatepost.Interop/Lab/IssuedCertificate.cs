namespace Gatepost.Interop.Lab;

/// <summary>PEM files: leaf with its issuer, and the key.</summary>
internal sealed record IssuedCertificate(string ChainFile, string KeyFile);
