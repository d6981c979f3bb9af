namespace Gatepost.Protocols.TlsProbe;

/// <summary>The server's half of a key exchange before TLS 1.3, and what signs it.</summary>
/// <remarks><code>
///   DHE:    dh_p &lt;1..2^16-1&gt;  dh_g &lt;1..2^16-1&gt;  dh_Ys &lt;1..2^16-1&gt;       lengths in 2 octets
///   ECDHE:  curve_type (1): 3 named_curve: group (2), point &lt;1..255&gt;; 1 and 2 spell a curve out
///   then, unless anonymous:  TLS 1.2: scheme (2); signature &lt;0..2^16-1&gt;
/// </code>RFC 5246 §7.4.3; RFC 8422 §5.4.</remarks>
public sealed record ServerKeyExchange
{
    private const int NamedCurve = 3;

    /// <summary>The curve; none for a finite field.</summary>
    public TlsGroup Group { get; private init; }

    /// <summary>The server's point on a named curve; empty where there is none.</summary>
    public byte[] Point { get; private init; } = [];

    /// <summary>The modulus of a finite field, the most significant octet first; empty for a curve.</summary>
    public byte[] Prime { get; private init; } = [];

    /// <summary>The generator of a finite field.</summary>
    public byte[] Generator { get; private init; } = [];

    /// <summary>The scheme that TLS 1.2 names; none before it, or where nothing is signed.</summary>
    public SignatureScheme Scheme { get; private init; }

    /// <summary>Bits of the modulus.</summary>
    public int PrimeBits
    {
        get
        {
            var significant = Prime.AsSpan().TrimStart((byte)0);
            return significant.IsEmpty ? 0 : (8 * significant.Length) - byte.LeadingZeroCount(significant[0]);
        }
    }

    /// <summary>Reads the body of the message; null where it is malformed or its kind is none that we read.</summary>
    public static ServerKeyExchange? Read(ReadOnlySpan<byte> body, KeyExchangeKind kind, TlsVersion version)
    {
        var reader = new WireReader(body);
        var read = kind switch
        {
            KeyExchangeKind.Dhe or KeyExchangeKind.DheAnonymous => ReadField(ref reader),
            KeyExchangeKind.Ecdhe or KeyExchangeKind.EcdheAnonymous => ReadCurve(ref reader),
            _ => null,
        };
        // What follows a curve that is spelled out cannot be found without reading all of it.
        if (read is null or { Group: TlsGroup.ExplicitCurve }) return read;
        var isSigned = kind is KeyExchangeKind.Dhe or KeyExchangeKind.Ecdhe;
        if (!isSigned || version < TlsVersion.Tls12) return read;
        return reader.TryReadNumber(2, out var scheme) && reader.TryReadVector(2, out _)
            ? read with { Scheme = (SignatureScheme)scheme }
            : null;
    }

    private static ServerKeyExchange? ReadField(ref WireReader reader)
    {
        if (!reader.TryReadVector(2, out var prime) || !reader.TryReadVector(2, out var generator)
            || !reader.TryReadVector(2, out _)) return null;
        return new() { Prime = prime.ToArray(), Generator = generator.ToArray() };
    }

    private static ServerKeyExchange? ReadCurve(ref WireReader reader)
    {
        if (!reader.TryReadNumber(1, out var type)) return null;
        if (type is 1 or 2) return new() { Group = TlsGroup.ExplicitCurve };
        if (type != NamedCurve || !reader.TryReadNumber(2, out var group) || !reader.TryReadVector(1, out var point)) return null;
        return new() { Group = (TlsGroup)group, Point = point.ToArray() };
    }
}
