using Gatepost.Configuration;
using Gatepost.Delivery;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.TlsPolicy;

namespace Gatepost.Dispatch;

/// <summary>
/// What becomes of mail that no host takes with the encryption that is demanded: it waits, save where the partner's row says that
/// it goes back at once, or is held.
/// </summary>
/// <remarks>
/// Either ends the trying, so neither follows while a host is down, or failed for the time being, that may be fit. What the
/// domain publishes is asked for anew at each attempt, so nothing ends by a policy that does not hold any more (RFC 8461 §5.1).
/// </remarks>
internal static class UnmetAgreement
{
    /// <summary>The outcome with the reason of each that TLS stopped, and with the row's word on it.</summary>
    public static AttemptOutcome Judge(AttemptOutcome outcome, TlsDecision decision) => outcome with
    {
        Recipients = [.. outcome.Recipients.Select(one => Judge(one, outcome, decision))],
    };

    /// <summary>Whether what TLS stopped is held now.</summary>
    public static bool IsHeld(AttemptOutcome outcome, TlsDecision? decision) => Ends(outcome, decision, UnmetAction.Hold);

    private static bool Ends(AttemptOutcome outcome, TlsDecision? decision, UnmetAction action) =>
        outcome.NoHostIsFit && decision is
        {
            PartnerForce: AgreementForce.Enforced,
            Partner.OnFailure: var asked,
        } && asked == action;

    private static RecipientOutcome Judge(RecipientOutcome outcome, AttemptOutcome all, TlsDecision decision)
    {
        if (outcome is not { IsTlsProblem: true, Disposition: Disposition.Deferred }) return outcome;
        var reason = all.Hosts.LastOrDefault(host => host.Peer == outcome.Peer)?.Tls.Reason ?? TlsReason.None;
        var known = outcome with { TlsReason = reason is TlsReason.None ? TlsReason.Other : reason };
        if (!Ends(all, decision, UnmetAction.Bounce)) return known;
        var reply = Replies.EncryptionUnmet(PolicyStatus.Of(known.TlsReason), known.Reply.Text);
        return known with { Disposition = Disposition.Failed, Reply = reply, RemoteHost = null };
    }
}
