using System.Runtime.InteropServices;

namespace Gatepost.Storage.Files;

/// <summary>Octets in memory as a stream, without a copy where they lie in an array.</summary>
internal static class ReadOnlyOctets
{
    public static Stream Open(ReadOnlyMemory<byte> octets) =>
        MemoryMarshal.TryGetArray(octets, out var segment) && segment.Array is { } array
            ? new MemoryStream(array, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(octets.ToArray(), writable: false);
}
