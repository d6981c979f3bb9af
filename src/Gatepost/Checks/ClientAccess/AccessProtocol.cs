namespace Gatepost.Checks.ClientAccess;

/// <summary>What people's programs speak with a mail server.</summary>
internal enum AccessProtocol
{
    /// <summary>To send (RFC 6409).</summary>
    Smtp,

    /// <summary>To read (RFC 9051).</summary>
    Imap,

    /// <summary>To fetch (RFC 1939).</summary>
    Pop3,
}
