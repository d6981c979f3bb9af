using Gatepost.Messages;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Dispatch;

/// <summary>
/// The status of mail that is given up because it could not be encrypted as it must be: the codes by which administrators know
/// the reason from Exchange Online, and for the rest those of RFC 8689 §5 (5.7.10: encryption needed, 5.7.30: REQUIRETLS).
/// </summary>
internal static class PolicyStatus
{
    /// <summary>The status for a reason.</summary>
    public static EnhancedStatusCode Of(TlsReason reason) => new(5, 7, reason switch
    {
        TlsReason.NotOffered => 321, // starttls-not-supported
        TlsReason.Expired => 322, // certificate-expired
        TlsReason.DaneMismatch or TlsReason.NoDane => 323, // tlsa-invalid
        TlsReason.DaneUnavailable => 324, // dnssec-invalid
        TlsReason.OtherName or TlsReason.NoKnownName => 325, // certificate-host-mismatch
        TlsReason.NoRequireTls => 30,
        _ => 10,
    });
}
