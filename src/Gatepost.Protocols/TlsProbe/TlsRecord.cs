namespace Gatepost.Protocols.TlsProbe;

/// <summary>One record.</summary>
/// <param name="Type">Its type; <see cref="ContentTypes"/>.</param>
/// <param name="Version">The version that it bears, which need not be the one that is spoken.</param>
/// <param name="Fragment">Its content.</param>
internal readonly record struct TlsRecord(int Type, TlsVersion Version, byte[] Fragment)
{
    public const int HeaderLength = 5;

    public static byte[] Frame(int type, TlsVersion version, ReadOnlySpan<byte> fragment) =>
        new WireWriter().Number(type, 1).Number((int)version, 2).Vector(2, fragment).ToArray();
}
