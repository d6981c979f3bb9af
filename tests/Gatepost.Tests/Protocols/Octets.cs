using System.Buffers;
using System.Text;

namespace Gatepost.Tests.Protocols;

/// <summary>Octets as tests write them, and cut into pieces.</summary>
internal static class Octets
{
    /// <summary>Latin-1, so that each character up to ÿ is one octet.</summary>
    public static byte[] Of(string text) => Encoding.Latin1.GetBytes(text);

    public static string Text(ReadOnlySpan<byte> octets) => Encoding.Latin1.GetString(octets);

    /// <summary>One segment for each piece, so that no line lies in one span.</summary>
    public static ReadOnlySequence<byte> InPieces(ReadOnlyMemory<byte> octets, int size)
    {
        if (octets.Length <= size) return new(octets);
        var first = new Piece(octets[..size], null);
        var last = first;
        for (var at = size; at < octets.Length; at += size)
            last = new Piece(octets[at..Math.Min(octets.Length, at + size)], last);
        return new(first, 0, last, last.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, Piece? before)
        {
            Memory = memory;
            if (before is null) return;
            RunningIndex = before.RunningIndex + before.Memory.Length;
            before.Next = this;
        }
    }
}
