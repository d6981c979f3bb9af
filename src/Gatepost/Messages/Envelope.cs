using Gatepost.Protocols.Smtp;

namespace Gatepost.Messages;

/// <summary>Who sends to whom, and how it wants to be carried (RFC 5321 §2.3.1 and the extensions of MAIL).</summary>
public sealed record Envelope
{
    /// <summary>The reverse-path; null is the null reverse-path <c>&lt;&gt;</c> of notices (RFC 5321 §4.5.5).</summary>
    public required Mailbox? ReversePath { get; init; }

    /// <summary>At least one. All of one <see cref="QueuedMessage"/> share its destination.</summary>
    public required IReadOnlyList<Recipient> Recipients { get; init; }

    /// <summary>BODY (RFC 6152).</summary>
    public BodyType Body { get; init; }

    /// <summary>SMTPUTF8 (RFC 6531).</summary>
    public bool SmtpUtf8 { get; init; }

    /// <summary>REQUIRETLS (RFC 8689 §2).</summary>
    public bool RequireTls { get; init; }

    /// <summary>The header section bears <c>TLS-Required: No</c> (RFC 8689 §3).</summary>
    public bool TlsOptional { get; init; }

    /// <summary>RET (RFC 3461 §4.3).</summary>
    public DsnReturn Return { get; init; }

    /// <summary>ENVID, xtext decoded, or null (RFC 3461 §4.4).</summary>
    public string? EnvelopeId { get; init; }

    /// <summary>The reverse-path as it is shown: <c>&lt;&gt;</c> or the address.</summary>
    public string Sender => ReversePath?.ToString() ?? "<>";
}
