namespace Gatepost.Protocols.TlsProbe;

/// <summary>Joins the fragments of handshake records into messages: a record may hold several, or a part of one.</summary>
/// <remarks><code>
///   type (1)   length (3)   body
/// </code>RFC 8446 §4; §5.1 for the joining.</remarks>
internal sealed class HandshakeReader
{
    private readonly List<byte> _octets = [];
    private int _taken;

    /// <summary>A message that is longer than any that we read.</summary>
    public bool IsTooLong { get; private set; }

    public void Append(ReadOnlySpan<byte> fragment) => _octets.AddRange(fragment);

    /// <summary>The next message, where a whole one is there.</summary>
    public bool TryRead(out HandshakeMessage message)
    {
        message = default;
        var left = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_octets)[_taken..];
        var reader = new WireReader(left);
        if (!reader.TryReadNumber(1, out var type) || !reader.TryReadNumber(3, out var length)) return false;
        IsTooLong |= length > TlsLimits.Message;
        if (IsTooLong || !reader.TryTake(length, out _)) return false;
        message = new(type, left[..(HandshakeMessage.HeaderLength + length)].ToArray());
        _taken += message.Whole.Length;
        return true;
    }
}
