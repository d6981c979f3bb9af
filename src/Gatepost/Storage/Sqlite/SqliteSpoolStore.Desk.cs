using Gatepost.Messages;
using Gatepost.Spool;

namespace Gatepost.Storage.Sqlite;

/// <content>The operator's hand in the queue.</content>
public sealed partial class SqliteSpoolStore
{
    /// <summary>An operator's word is written in pieces, between which mail goes on.</summary>
    private const int EntriesPerTransaction = 500;

    /// <inheritdoc />
    public Task<IReadOnlyList<QueuedMessage>> ListAsync(QueueFilter filter, CancellationToken cancellationToken) =>
        Task.Run<IReadOnlyList<QueuedMessage>>(() =>
        {
            var found = new List<QueuedMessage>();
            foreach (var message in Candidates(filter))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (found.Count >= filter.Limit) break;
                if (filter.Matches(message)) found.Add(message);
            }

            return found;
        }, cancellationToken);

    /// <inheritdoc />
    public Task<QueueSummary> SummarizeAsync(CancellationToken cancellationToken) =>
        Task.FromResult(_schedule.Summarize(_tools.Time.GetUtcNow().ToUnixTimeMilliseconds()));

    /// <inheritdoc />
    public async Task<int> ApplyAsync(QueueFilter filter, QueueAction action, CancellationToken cancellationToken)
    {
        var ids = await FindAsync(filter, cancellationToken);
        var count = 0;
        foreach (var some in ids.Chunk(EntriesPerTransaction))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (action == QueueAction.Drop)
            {
                var drop = new DropWork(some, _around);
                await _writer.WriteAsync(drop);
                count += drop.Count;
            }
            else
            {
                var work = new ActionWork(some, action, _tools.Time.GetUtcNow().ToUnixTimeMilliseconds(), _schedule);
                await _writer.WriteAsync(work);
                count += work.Count;
            }
        }

        return count;
    }

    private async Task<IReadOnlyList<QueueId>> FindAsync(QueueFilter filter, CancellationToken cancellationToken)
    {
        // Named entries are not read first: so one that cannot be read can be dropped.
        if (filter is { Ids: { } ids, Domain: null, Sender: null, Held: null })
            return [.. ids.SelectMany(_schedule.Find).Distinct().Order().Take(filter.Limit)];
        return [.. (await ListAsync(filter, cancellationToken)).Select(static message => message.Id)];
    }

    private IEnumerable<QueuedMessage> Candidates(QueueFilter filter)
    {
        if (filter.Ids is not { } ids) return _deskReader.Range(0, long.MaxValue, Report);
        return ids.Distinct().Order().SelectMany(id =>
            _deskReader.Range(id.Value - 1, id.Part == 0 ? id.WithPart(QueueId.MaxParts - 1).Value : id.Value, Report));
    }

    private void Report(StorageException problem) => LogUnreadable(_tools.Logger, default, problem);
}
