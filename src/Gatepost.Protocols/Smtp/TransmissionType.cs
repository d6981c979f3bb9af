namespace Gatepost.Protocols.Smtp;

/// <summary>How a message came, as the words of the <c>with</c> clause say it (RFC 3848, RFC 6531 §4.3).</summary>
[Flags]
public enum TransmissionType
{
    /// <summary>HELO: <c>SMTP</c>.</summary>
    Smtp = 0,

    /// <summary>EHLO.</summary>
    Extended = 1,

    /// <summary>Over TLS.</summary>
    Tls = 2,

    /// <summary>Authenticated.</summary>
    Authenticated = 4,

    /// <summary>MAIL asked for SMTPUTF8.</summary>
    Utf8 = 8,
}
