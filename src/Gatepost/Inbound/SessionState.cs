namespace Gatepost.Inbound;

/// <summary>Where a session stands (RFC 5321 §3, §4.1.4).</summary>
internal enum SessionState
{
    /// <summary>Connected, or TLS has just begun: nothing said before is known (RFC 3207 §4.2).</summary>
    Connected,

    /// <summary>EHLO or HELO was said.</summary>
    Greeted,

    /// <summary>MAIL was taken.</summary>
    Mail,

    /// <summary>At least one RCPT was taken.</summary>
    Recipients,

    /// <summary>Content is coming.</summary>
    Data,

    /// <summary>The last reply is written.</summary>
    Closing,
}
