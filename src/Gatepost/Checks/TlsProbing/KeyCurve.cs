using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Protocols.TlsProbe;

namespace Gatepost.Checks.TlsProbing;

/// <summary>The curve on which a certificate's key lies.</summary>
internal static class KeyCurve
{
    /// <summary>The curve; none where the key lies on none that we know, or the certificate cannot be read.</summary>
    public static TlsGroup Of(byte[] der)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(der);
            using var key = certificate.GetECDsaPublicKey();
            return key?.ExportParameters(includePrivateParameters: false).Curve.Oid.Value switch
            {
                "1.2.840.10045.3.1.7" => TlsGroup.Secp256r1,
                "1.3.132.0.34" => TlsGroup.Secp384r1,
                "1.3.132.0.35" => TlsGroup.Secp521r1,
                _ => TlsGroup.None,
            };
        }
        catch (CryptographicException)
        {
            return TlsGroup.None;
        }
    }
}
