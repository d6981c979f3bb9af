using Gatepost.Delivery;
using Gatepost.Messages;

namespace Gatepost.Dispatch;

/// <summary>A host that proves less than deliveries to its domain used to.</summary>
internal static class Regression
{
    /// <summary>What is missing; None where nothing is, or where TLS did not come to speak at all.</summary>
    public static TlsProofs Of(Attempt attempt, HostAttempt host)
    {
        if (host.IsCalledAgain || attempt.Decision?.Habit is not { } habit) return TlsProofs.None;
        var cameToTls = host.Tls.IsEncrypted || host.Tls.Reason is not TlsReason.None || host.Outcomes.Count > 0;
        return cameToTls ? habit.MissingIn(host.Tls.Proofs) : TlsProofs.None;
    }
}
