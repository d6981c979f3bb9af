using Gatepost.Messages;

namespace Gatepost.Tests.Delivery;

/// <summary>A content that lies in memory, or pretends to lie in a file.</summary>
internal sealed class BytesContent(byte[] octets, bool asFile = false) : MessageContent
{
    public override long Length => octets.Length;

    public override bool HasEightBitData => octets.Any(octet => octet > 127);

    public override bool TryGetMemory(out ReadOnlyMemory<byte> memory)
    {
        memory = asFile ? default : octets;
        return !asFile;
    }

    public override ValueTask<Stream> OpenReadAsync(CancellationToken cancellationToken) =>
        new(new MemoryStream(octets, writable: false));
}
