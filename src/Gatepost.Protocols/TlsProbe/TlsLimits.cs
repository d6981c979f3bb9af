namespace Gatepost.Protocols.TlsProbe;

/// <summary>The hard maxima of what is read from a peer: who sends more has not answered a greeting.</summary>
public static class TlsLimits
{
    /// <summary>Octets of a record's fragment: 2^14, and what old versions allow a cipher to add (RFC 5246 §6.2.3).</summary>
    public const int Record = 16384 + 2048;

    /// <summary>Octets of one handshake message. The standard allows 2^24; no chain of a mail server comes near.</summary>
    public const int Message = 128 * 1024;

    /// <summary>Octets of a server's whole answer.</summary>
    public const int Answer = 256 * 1024;

    /// <summary>Extensions of one message.</summary>
    public const int Extensions = 64;

    /// <summary>Certificates of one chain.</summary>
    public const int Certificates = 32;
}
