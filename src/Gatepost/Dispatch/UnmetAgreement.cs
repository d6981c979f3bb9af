using Gatepost.Configuration;
using Gatepost.Delivery;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.TlsPolicy;

namespace Gatepost.Dispatch;

/// <summary>
/// What becomes of mail that no host takes with the encryption that is demanded: it waits, save where the partner's row says that
/// it goes back at once.
/// </summary>
internal static class UnmetAgreement
{
    /// <summary>The outcome with the reason of each that TLS stopped, and with the row's word on it.</summary>
    public static AttemptOutcome Judge(AttemptOutcome outcome, TlsDecision decision) => outcome with
    {
        Recipients = [.. outcome.Recipients.Select(one => Judge(one, outcome.Hosts, decision))],
    };

    /// <summary>Whether what TLS stopped is held now.</summary>
    public static bool IsHeld(TlsDecision? decision) =>
        decision is { IsPartnerEnforced: true, Partner.OnFailure: UnmetAction.Hold };

    private static RecipientOutcome Judge(RecipientOutcome outcome, IReadOnlyList<HostAttempt> hosts, TlsDecision decision)
    {
        if (outcome is not { IsTlsProblem: true, Disposition: Disposition.Deferred }) return outcome;
        var reason = hosts.LastOrDefault(host => host.Peer == outcome.Peer)?.Tls.Reason ?? TlsReason.None;
        var known = outcome with { TlsReason = reason is TlsReason.None ? TlsReason.Other : reason };
        if (decision is not { IsPartnerEnforced: true, Partner.OnFailure: UnmetAction.Bounce }) return known;
        var reply = Replies.EncryptionUnmet(PolicyStatus.Of(known.TlsReason), known.Reply.Text);
        return known with { Disposition = Disposition.Failed, Reply = reply, RemoteHost = null };
    }
}
