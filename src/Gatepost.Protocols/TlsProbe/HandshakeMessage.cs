namespace Gatepost.Protocols.TlsProbe;

/// <summary>One handshake message.</summary>
/// <param name="Type">Its type; <see cref="HandshakeTypes"/>.</param>
/// <param name="Whole">All of its octets, the header of four among them: what is hashed.</param>
internal readonly record struct HandshakeMessage(int Type, byte[] Whole)
{
    public const int HeaderLength = 4;

    public ReadOnlySpan<byte> Body => Whole.AsSpan(HeaderLength);

    public static byte[] Frame(int type, ReadOnlySpan<byte> body) => new WireWriter().Number(type, 1).Vector(3, body).ToArray();
}
