namespace Gatepost.Protocols.TlsProbe;

/// <summary>
/// Writes the greeting of SSL 2.0. Whoever answers it keeps alive what was prohibited in 2011 (RFC 6176 §3), and with it the
/// keys that newer versions share (DROWN).
/// </summary>
/// <remarks><code>
///   length (2): the highest bit set: a header of two octets, no padding
///   msg_type (1): 1 CLIENT-HELLO
///   version (2): 0x0002
///   cipher_specs_length (2)  session_id_length (2)  challenge_length (2)
///   cipher_specs: three octets each
///   challenge: 16 octets
/// </code>"The SSL Protocol", Netscape 1995, §2.5; RFC 5246 §E.2 shows the same shape.</remarks>
public static class Ssl2Hello
{
    private const int MessageType = 1;
    private const int HeaderMark = 0x8000;

    /// <summary>The kinds of cipher, by their three octets: RC4, RC4 export, RC2, RC2 export, IDEA, DES, triple DES.</summary>
    public static IReadOnlyList<int> Ciphers { get; } = [0x010080, 0x020080, 0x030080, 0x040080, 0x050080, 0x060040, 0x0700C0];

    /// <summary>The greeting with all ciphers, ready for the wire.</summary>
    /// <param name="challenge">16 octets by chance.</param>
    public static byte[] Write(ReadOnlySpan<byte> challenge)
    {
        var body = new WireWriter().Number(MessageType, 1).Number((int)TlsVersion.Ssl2, 2)
            .Number(3 * Ciphers.Count, 2).Number(0, 2).Number(challenge.Length, 2);
        foreach (var cipher in Ciphers) body.Number(cipher, 3);
        body.Octets(challenge);
        return new WireWriter().Number(HeaderMark | body.Length, 2).Octets(body.ToArray()).ToArray();
    }
}
