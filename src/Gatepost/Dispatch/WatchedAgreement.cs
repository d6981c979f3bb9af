using Gatepost.Delivery;
using Gatepost.Messages;
using Gatepost.TlsPolicy;

namespace Gatepost.Dispatch;

/// <summary>
/// What an agreement says of a host where it decides nothing, since it is only watched, or since an operator released the
/// message from it: stands in the ledger beside what was done.
/// </summary>
internal static class WatchedAgreement
{
    private static readonly string[] Versions = ["TLSv1", "TLSv1.1", "TLSv1.2"];

    /// <summary>In one line; null: there is none, it is enforced, or the host was not spoken to.</summary>
    public static string? Judge(TlsDecision? decision, HostAttempt host)
    {
        if (host.IsCalledAgain) return null;
        if (host.Peer.Length == 0 || decision is not { Partner: { } partner, PartnerForce: not AgreementForce.Enforced })
            return null;
        var tls = partner.Tls;
        // A host that was down, or whose connection broke, proved nothing either way.
        if (!host.Tls.IsEncrypted && host.Tls.Reason is TlsReason.None && host.Outcomes.Count == 0) return null;
        var isTooOld = tls.MinimumVersion is System.Security.Authentication.SslProtocols.Tls13
            && Versions.Contains(host.Tls.Protocol);
        var reason = tls.Level.WhyNot(host.Tls.Proofs, isTooOld ? TlsReason.WeakTls : host.Tls.Reason);
        if (reason is TlsReason.None && isTooOld) reason = TlsReason.WeakTls;
        var level = tls.Level.Word();
        return (decision.PartnerForce, reason) switch
        {
            (AgreementForce.SetAside, TlsReason.None) => $"set aside: {level} was met all the same",
            (AgreementForce.SetAside, _) => $"set aside: {level} was not met: {reason.Plain()}",
            (_, TlsReason.None) => $"watched: {level} would have been met",
            _ => $"watched: {level} would have failed: {reason.Plain()}",
        };
    }
}
