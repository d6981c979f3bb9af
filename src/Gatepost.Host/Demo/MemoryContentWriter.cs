using System.Buffers;
using Gatepost.Messages;
using Gatepost.Spool;

namespace Gatepost.Host.Demo;

/// <summary>Holds one message in memory: enough for a mail server that only a demonstration writes to.</summary>
internal sealed class MemoryContentWriter : IContentWriter
{
    private readonly ArrayBufferWriter<byte> _octets = new();

    public void Advance(int count) => _octets.Advance(count);

    public Memory<byte> GetMemory(int sizeHint = 0) => _octets.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => _octets.GetSpan(sizeHint);

    public ValueTask FlushAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask<MessageContent> FinishAsync(CancellationToken cancellationToken) =>
        new(new MemoryContent(_octets.WrittenMemory));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class MemoryContent(ReadOnlyMemory<byte> octets) : MessageContent
    {
        public override long Length => octets.Length;

        public override bool HasEightBitData => !System.Text.Ascii.IsValid(octets.Span);

        public override bool TryGetMemory(out ReadOnlyMemory<byte> whole)
        {
            whole = octets;
            return true;
        }

        public override ValueTask<Stream> OpenReadAsync(CancellationToken cancellationToken) =>
            new(new MemoryStream(octets.ToArray(), writable: false));
    }
}
