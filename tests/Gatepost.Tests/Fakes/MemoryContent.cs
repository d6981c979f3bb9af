using Gatepost.Messages;

namespace Gatepost.Tests.Fakes;

internal sealed class MemoryContent(byte[] octets) : MessageContent
{
    public override long Length => octets.Length;

    public override bool HasEightBitData => octets.Any(static octet => octet > 127);

    public override bool TryGetMemory(out ReadOnlyMemory<byte> content)
    {
        content = octets;
        return true;
    }

    public override ValueTask<Stream> OpenReadAsync(CancellationToken cancellationToken) =>
        new(new MemoryStream(octets, writable: false));
}
