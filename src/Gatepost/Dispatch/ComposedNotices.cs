using Gatepost.Messages;
using Gatepost.Spool;

namespace Gatepost.Dispatch;

/// <summary>
/// Notices that are written and not yet queued: until they are committed, disposing of this removes their contents.
/// </summary>
internal sealed class ComposedNotices : IAsyncDisposable
{
    private readonly List<IContentWriter> _writers = [];
    private readonly List<QueuedMessage> _messages = [];

    public IReadOnlyList<QueuedMessage> Messages => _messages;

    public void Keep(IContentWriter writer) => _writers.Add(writer);

    public void Add(QueuedMessage message) => _messages.Add(message);

    public async ValueTask DisposeAsync()
    {
        foreach (var writer in _writers) await writer.DisposeAsync();
    }
}
