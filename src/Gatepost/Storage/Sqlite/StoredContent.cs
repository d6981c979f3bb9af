using Gatepost.Messages;
using Gatepost.Storage.Files;

namespace Gatepost.Storage.Sqlite;

/// <summary>
/// Content that lies in <c>spool.db</c>: read when it is first asked for, then kept for as long as its lease is.
/// </summary>
internal sealed class StoredContent(SpoolReader reader, long number, long length, bool hasEightBitData) : MessageContent
{
    private byte[]? _octets;

    public override long Length { get; } = length;

    public override bool HasEightBitData { get; } = hasEightBitData;

    public override bool TryGetMemory(out ReadOnlyMemory<byte> octets)
    {
        octets = _octets;
        return _octets is not null;
    }

    public override ValueTask<Stream> OpenReadAsync(CancellationToken cancellationToken)
    {
        _octets ??= reader.Octets(number);
        return new(ReadOnlyOctets.Open(_octets));
    }
}
