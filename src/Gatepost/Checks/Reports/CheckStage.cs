namespace Gatepost.Checks.Reports;

/// <summary>The stages on the way to one address, in their order.</summary>
public enum CheckStage
{
    /// <summary>The address is known.</summary>
    Dns,

    /// <summary>TCP.</summary>
    Connect,

    /// <summary>The server greets.</summary>
    Greeting,

    /// <summary>STARTTLS is offered and agreed to.</summary>
    StartTls,

    /// <summary>The TLS handshake.</summary>
    Handshake,

    /// <summary>A CA vouches for the host's name.</summary>
    Certificate,

    /// <summary>The TLSA records fit.</summary>
    Dane,

    /// <summary>The MTA-STS policy fits.</summary>
    MtaSts,

    /// <summary>EHLO is answered inside of TLS.</summary>
    Hello,
}
