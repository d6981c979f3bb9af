namespace Gatepost.Protocols.TlsProbe;

/// <summary>A server's answer to the greeting of SSL 2.0.</summary>
/// <remarks><code>
///   length (2, highest bit set) or length (2) and padding (1)
///   msg_type (1): 4 SERVER-HELLO; 0 ERROR
///   session_id_hit (1)  certificate_type (1)  version (2)
///   certificate_length (2)  cipher_specs_length (2)  connection_id_length (2)
///   certificate, cipher_specs (three octets each), connection_id
/// </code>"The SSL Protocol", Netscape 1995, §2.6.</remarks>
public sealed record Ssl2ServerHello
{
    private const int ServerHelloType = 4;
    private const int ErrorType = 0;
    private const int HeaderMark = 0x8000;

    /// <summary>Whether it is an ERROR: the server speaks SSL 2.0, and not with us.</summary>
    public bool IsError { get; private init; }

    /// <summary>What the server can do of what we offered.</summary>
    public IReadOnlyList<int> Ciphers { get; private init; } = [];

    /// <summary>Reads an answer.</summary>
    /// <param name="octets">All that has arrived.</param>
    /// <param name="hello">The answer, where it is whole.</param>
    /// <returns>Whether it is one, or may be one yet: false says that SSL 2.0 is not spoken here.</returns>
    public static bool TryRead(ReadOnlySpan<byte> octets, out Ssl2ServerHello? hello)
    {
        hello = null;
        var reader = new WireReader(octets);
        if (!reader.TryReadNumber(2, out var header)) return true;
        var isShort = (header & HeaderMark) != 0;
        if (!isShort && !reader.TryReadNumber(1, out _)) return true;
        var length = isShort ? header & ~HeaderMark : header & 0x3FFF;
        if (!reader.TryReadNumber(1, out var type)) return true;
        // An alert or a record of TLS: 21 3 …, 22 3 …
        if (octets is [(ContentTypes.Alert or ContentTypes.Handshake), 3, ..]) return false;
        if (type is not (ServerHelloType or ErrorType)) return false;
        if (length < 1) return false;
        if (!reader.TryTake(length - 1, out var body)) return true;
        hello = type == ErrorType ? new() { IsError = true } : ReadBody(body);
        return hello is not null;
    }

    private static Ssl2ServerHello? ReadBody(ReadOnlySpan<byte> body)
    {
        var reader = new WireReader(body);
        if (!reader.TryTake(2, out _) || !reader.TryReadNumber(2, out var version) || version != (int)TlsVersion.Ssl2
            || !reader.TryReadNumber(2, out var certificateLength) || !reader.TryReadNumber(2, out var specsLength)
            || !reader.TryReadNumber(2, out _)
            || !reader.TryTake(certificateLength, out _) || !reader.TryTake(specsLength, out var specs)) return null;
        var ciphers = new List<int>();
        var each = new WireReader(specs);
        while (each.TryReadNumber(3, out var cipher) && ciphers.Count < Ssl2Hello.Ciphers.Count) ciphers.Add(cipher);
        return new() { Ciphers = ciphers };
    }
}
