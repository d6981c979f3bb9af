using System.Buffers.Binary;

namespace Gatepost.Protocols.TlsProbe;

/// <summary>A ticket of TLS 1.3: the right to resume, and perhaps to speak at once.</summary>
/// <param name="LifetimeSeconds">For how long; the standard allows a week.</param>
/// <param name="EarlyData">How many octets may come before the handshake is done; null where none may.</param>
/// <remarks><code>
///   lifetime (4)  age_add (4)  nonce &lt;0..255&gt;  ticket &lt;1..2^16-1&gt;  extensions &lt;0..2^16-2&gt;
/// </code>RFC 8446 §4.6.1; early_data there: max_early_data_size (4), §4.2.10.</remarks>
public sealed record SessionTicket(long LifetimeSeconds, long? EarlyData)
{
    internal static SessionTicket? Read(ReadOnlySpan<byte> body)
    {
        var reader = new WireReader(body);
        if (!reader.TryTake(4, out var lifetime) || !reader.TryTake(4, out _) || !reader.TryReadVector(1, out _)
            || !reader.TryReadVector(2, out _) || !reader.TryReadVector(2, out var content)
            || TlsExtension.ReadAll(content) is not { } extensions) return null;
        var early = extensions.FirstOrDefault(static extension => extension.Type == ExtensionTypes.EarlyData)?.Content;
        return new(BinaryPrimitives.ReadUInt32BigEndian(lifetime),
            early is { Length: 4 } ? BinaryPrimitives.ReadUInt32BigEndian(early) : null);
    }
}
