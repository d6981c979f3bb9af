namespace Gatepost.Protocols.Smtp;

/// <summary>The NOTIFY parameter of RCPT (RFC 3461 §4.1).</summary>
[Flags]
public enum DsnNotify
{
    /// <summary>
    /// Not given: the default of the server applies, which is failures, and delays where it sends such notices.
    /// </summary>
    Unspecified = 0,

    /// <summary>NEVER; stands alone.</summary>
    Never = 1,

    /// <summary>SUCCESS</summary>
    Success = 2,

    /// <summary>FAILURE</summary>
    Failure = 4,

    /// <summary>DELAY</summary>
    Delay = 8,
}
