namespace Gatepost.Protocols.Smtp;

/// <summary>The BODY parameter of MAIL (RFC 6152 §3). BINARYMIME is not offered.</summary>
public enum BodyType
{
    /// <summary>Lines of 7-bit octets, the default.</summary>
    SevenBit = 0,

    /// <summary>Lines that may hold octets above 127.</summary>
    EightBitMime = 1,
}
