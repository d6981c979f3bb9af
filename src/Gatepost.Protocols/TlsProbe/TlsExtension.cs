namespace Gatepost.Protocols.TlsProbe;

/// <summary>One extension of a message.</summary>
/// <param name="Type">Its code point.</param>
/// <param name="Content">Its octets.</param>
public sealed record TlsExtension(int Type, byte[] Content)
{
    /// <summary>Reads <c>type (2), length (2), content</c>, as often as there is something; null where it is malformed, names a
    /// type twice (RFC 8446 §4.2) or names more than <see cref="TlsLimits.Extensions"/>.</summary>
    internal static IReadOnlyList<TlsExtension>? ReadAll(ReadOnlySpan<byte> octets)
    {
        var found = new List<TlsExtension>();
        var reader = new WireReader(octets);
        while (!reader.IsAtEnd)
        {
            if (!reader.TryReadNumber(2, out var type) || !reader.TryReadVector(2, out var content)) return null;
            if (found.Count == TlsLimits.Extensions || found.Exists(known => known.Type == type)) return null;
            found.Add(new(type, content.ToArray()));
        }

        return found;
    }
}
