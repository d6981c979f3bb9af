using Gatepost.Messages;

namespace Gatepost.Delivery;

/// <summary>Looks for octets above 127 in the header section of a content.</summary>
internal static class HeaderScan
{
    private const int BlockSize = 16 * 1024;

    /// <summary>Whether the header section is internationalized (RFC 6532); what follows its empty line is not read.</summary>
    /// <exception cref="IOException">The content cannot be read.</exception>
    public static async ValueTask<bool> HasEightBitHeaderAsync(MessageContent content, CancellationToken cancellationToken)
    {
        if (!content.HasEightBitData) return false;
        if (content.TryGetMemory(out var octets)) return new Scan().Feed(octets.Span) ?? false;

        await using var stream = await content.OpenReadAsync(cancellationToken);
        var scan = new Scan();
        var block = new byte[BlockSize];
        while (await stream.ReadAsync(block, cancellationToken) is var read and > 0)
        {
            if (scan.Feed(block.AsSpan(0, read)) is { } found) return found;
        }

        return false;
    }

    private sealed class Scan
    {
        private int _ends = 1; // line ends in a row: a content that begins with an empty line has no header

        public bool? Feed(ReadOnlySpan<byte> octets)
        {
            foreach (var octet in octets)
            {
                if (octet > 127) return true;
                if (octet is (byte)'\n' && ++_ends == 2) return false;
                if (octet is not ((byte)'\r' or (byte)'\n')) _ends = 0;
            }

            return null;
        }
    }
}
