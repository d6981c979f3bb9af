namespace Gatepost.Protocols.MailAccess;

/// <summary>How a page for mail programs tells them to connect.</summary>
public enum SetupSecurity
{
    /// <summary>It does not say, or leaves it to the program.</summary>
    Unsaid = 0,

    /// <summary>In the clear.</summary>
    Clear,

    /// <summary>By STARTTLS.</summary>
    StartTls,

    /// <summary>TLS from the first octet.</summary>
    Tls,
}
