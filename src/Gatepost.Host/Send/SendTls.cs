namespace Gatepost.Host.Send;

/// <summary>When TLS begins.</summary>
internal enum SendTls
{
    /// <summary>Never.</summary>
    None,

    /// <summary>By STARTTLS where it is offered.</summary>
    May,

    /// <summary>By STARTTLS always.</summary>
    StartTls,

    /// <summary>With the first octet (RFC 8314 §3).</summary>
    Implicit,
}
