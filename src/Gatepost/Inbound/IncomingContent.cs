using System.Buffers;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.Spool;

namespace Gatepost.Inbound;

/// <summary>
/// Where the content of one message goes while it arrives: to the spool, past a look at its header section. A disk that fails in
/// the middle, or a refusal, stops the keeping, not the reading: what is left unread would be taken for commands.
/// </summary>
/// <param name="writer">The spool's.</param>
/// <param name="maxHeader">The largest header section, in octets.</param>
internal sealed class IncomingContent(IContentWriter writer, int maxHeader) : IBufferWriter<byte>, IAsyncDisposable
{
    private Memory<byte> _lent;
    private byte[]? _drain;

    /// <summary>What the header section holds.</summary>
    public HeaderScanner Header { get; } = new(maxHeader);

    /// <summary>Octets kept so far.</summary>
    public long Length { get; private set; }

    /// <summary>Why the disk does not take it, or null.</summary>
    public IOException? Fault { get; private set; }

    /// <summary>Why the content is refused, or null: the reply that is due at its end.</summary>
    public SmtpReply? Refusal { get; set; }

    private bool IsVoid => Fault is not null || Refusal is not null;

    /// <inheritdoc />
    public void Advance(int count)
    {
        if (IsVoid) return;
        if (Header.Progress is HeaderProgress.NeedMore) Header.Scan(_lent.Span[..count]);
        // What is refused is not kept on to its end: a header section without one would fill the disk.
        if (Header.Progress is HeaderProgress.TooLarge) Refusal ??= Replies.HeaderTooLarge(maxHeader);
        Length += count;
        writer.Advance(count);
    }

    /// <inheritdoc />
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (!IsVoid) return _lent = writer.GetMemory(sizeHint);
        if (_drain is null || _drain.Length < sizeHint) _drain = new byte[Math.Max(sizeHint, 4096)];
        return _drain;
    }

    /// <inheritdoc />
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Lets the spool move what it has out of memory; after each read.</summary>
    public async ValueTask FlushAsync()
    {
        if (IsVoid) return;
        try
        {
            await writer.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException fault)
        {
            Fault = fault;
        }
    }

    /// <summary>Ends the content.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public ValueTask<MessageContent> FinishAsync() => writer.FinishAsync(CancellationToken.None);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => writer.DisposeAsync();
}
