namespace Gatepost.Diagnostics;

/// <summary>Certificates: 7000 to 7999.</summary>
internal static partial class EventIds
{
    public const int CertificateTaken = 7000;
    public const int CertificateNotTaken = 7001;
    public const int CertificateExpires = 7002;
    public const int CertificateExpired = 7003;
    public const int CertificateNotYetValid = 7004;
    public const int SelfSignedMade = 7005;
    public const int CertificateRefreshFailed = 7006;

    public const int AnchorsRead = 7010;
    public const int AnchorsNotTaken = 7011;
}
