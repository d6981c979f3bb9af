using System.Buffers;
using Gatepost.Messages;

namespace Gatepost.Spool;

/// <summary>
/// Takes the content of one message as it arrives: memory up to the inline limit, a file beyond it. What is not
/// committed when it is disposed of is removed.
/// </summary>
public interface IContentWriter : IBufferWriter<byte>, IAsyncDisposable
{
    /// <summary>Moves what was written out of memory where it has grown over the inline limit. Call it after each read.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    ValueTask FlushAsync(CancellationToken cancellationToken);

    /// <summary>Ends the content, synced where it lies in a file. It may then be committed, by several entries too.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    ValueTask<MessageContent> FinishAsync(CancellationToken cancellationToken);
}
