namespace Gatepost.Configuration;

/// <summary>Whom a listener is for.</summary>
public enum ListenerRole
{
    /// <summary>The internet's servers: mail for our domains. STARTTLS is offered, never required.</summary>
    Mx,

    /// <summary>People's programs: STARTTLS, then AUTH (RFC 6409).</summary>
    Submission,

    /// <summary>People's programs: TLS from the first octet, then AUTH (RFC 8314 §3.3).</summary>
    Submissions,

    /// <summary>The organisation's own servers: by network, by client certificate, or by AUTH.</summary>
    Relay,
}
