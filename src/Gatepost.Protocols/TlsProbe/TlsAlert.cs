using System.Globalization;

namespace Gatepost.Protocols.TlsProbe;

/// <summary>The server's no.</summary>
/// <param name="Level">1 warning, 2 fatal.</param>
/// <param name="Description">What is wrong (RFC 8446 §6).</param>
public sealed record TlsAlert(int Level, int Description)
{
    /// <summary>The peer ends the connection as agreed.</summary>
    public const int CloseNotify = 0;

    /// <summary>No common suite, group or signature.</summary>
    public const int HandshakeFailure = 40;

    /// <summary>Not this version.</summary>
    public const int ProtocolVersion = 70;

    /// <summary>The offer is too weak for the server.</summary>
    public const int InsufficientSecurity = 71;

    /// <summary>The client should not have fallen back (RFC 7507 §3).</summary>
    public const int InappropriateFallback = 86;

    /// <summary>No renegotiation, and the connection stands (RFC 5246 §7.2.2).</summary>
    public const int NoRenegotiation = 100;

    /// <summary>No such name here (RFC 6066 §3).</summary>
    public const int UnrecognizedName = 112;

    /// <summary>A warning leaves the handshake going on.</summary>
    public bool IsFatal => Level != 1 || Description == CloseNotify;

    /// <summary>Its name as the standards write it; the number where it is none that we know.</summary>
    public string Word => Description switch
    {
        CloseNotify => "close_notify",
        10 => "unexpected_message",
        20 => "bad_record_mac",
        HandshakeFailure => "handshake_failure",
        47 => "illegal_parameter",
        50 => "decode_error",
        51 => "decrypt_error",
        ProtocolVersion => "protocol_version",
        InsufficientSecurity => "insufficient_security",
        80 => "internal_error",
        InappropriateFallback => "inappropriate_fallback",
        NoRenegotiation => "no_renegotiation",
        109 => "missing_extension",
        UnrecognizedName => "unrecognized_name",
        _ => string.Create(CultureInfo.InvariantCulture, $"alert {Description}"),
    };

    internal static TlsAlert? Read(ReadOnlySpan<byte> fragment) =>
        fragment is [var level, var description] ? new(level, description) : null;
}
