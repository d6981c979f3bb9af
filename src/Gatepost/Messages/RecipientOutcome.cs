using Gatepost.Protocols.Smtp;

namespace Gatepost.Messages;

/// <summary>What one attempt did for one recipient, with all that a notice needs (RFC 3464 §2.3).</summary>
/// <param name="Recipient">Whom.</param>
/// <param name="Disposition">What became of it.</param>
/// <param name="Reply">The peer's reply, or a reply of ours that says why (never null).</param>
public sealed record RecipientOutcome(Recipient Recipient, Disposition Disposition, SmtpReply Reply)
{
    /// <summary>The host that replied, or null where the reply is ours.</summary>
    public string? RemoteHost { get; init; }

    /// <summary>Where it was decided, as <c>name[address]:port</c>; null where no host was reached for.</summary>
    public string? Peer { get; init; }

    /// <summary>TLS is required and was the reason: notices say so and name the remedy.</summary>
    public bool IsTlsProblem { get; init; }

    /// <summary>What was wrong with TLS, as a class; None where it was not the reason.</summary>
    public TlsReason TlsReason { get; init; }

    /// <summary>The peer speaks DSN, so it will send the notice of success itself (RFC 3461 §5.2.2).</summary>
    public bool PeerSpeaksDsn { get; init; }

    /// <summary>When the entry may be tried again at the earliest, where the attempt knows better than the schedule.</summary>
    public DateTimeOffset? NotBefore { get; init; }
}
