using Gatepost.Messages;

namespace Gatepost.Storage.Files;

/// <summary>Content in memory.</summary>
internal sealed class InlineContent(ReadOnlyMemory<byte> octets, bool hasEightBitData) : MessageContent
{
    public override long Length => octets.Length;

    public override bool HasEightBitData { get; } = hasEightBitData;

    public override bool TryGetMemory(out ReadOnlyMemory<byte> all)
    {
        all = octets;
        return true;
    }

    public override ValueTask<Stream> OpenReadAsync(CancellationToken cancellationToken) => new(ReadOnlyOctets.Open(octets));
}
