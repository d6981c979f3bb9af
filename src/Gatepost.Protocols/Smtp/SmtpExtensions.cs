namespace Gatepost.Protocols.Smtp;

/// <summary>The extensions that we know, as EHLO offers them (RFC 5321 §2.2.1).</summary>
[Flags]
public enum SmtpExtensions
{
    /// <summary>None: also the peer that only speaks HELO.</summary>
    None = 0,

    /// <summary>PIPELINING (RFC 2920)</summary>
    Pipelining = 1 << 0,

    /// <summary>SIZE (RFC 1870)</summary>
    Size = 1 << 1,

    /// <summary>8BITMIME (RFC 6152)</summary>
    EightBitMime = 1 << 2,

    /// <summary>SMTPUTF8 (RFC 6531)</summary>
    SmtpUtf8 = 1 << 3,

    /// <summary>DSN (RFC 3461)</summary>
    Dsn = 1 << 4,

    /// <summary>ENHANCEDSTATUSCODES (RFC 2034)</summary>
    EnhancedStatusCodes = 1 << 5,

    /// <summary>CHUNKING (RFC 3030)</summary>
    Chunking = 1 << 6,

    /// <summary>STARTTLS (RFC 3207)</summary>
    StartTls = 1 << 7,

    /// <summary>AUTH (RFC 4954)</summary>
    Auth = 1 << 8,

    /// <summary>REQUIRETLS (RFC 8689)</summary>
    RequireTls = 1 << 9,

    /// <summary>LIMITS (RFC 9422)</summary>
    Limits = 1 << 10,
}
