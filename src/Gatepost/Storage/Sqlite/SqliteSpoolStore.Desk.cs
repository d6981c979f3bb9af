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
        Task.Run<IReadOnlyList<QueuedMessage>>(() => [.. Matching(filter, cancellationToken)], cancellationToken);

    /// <inheritdoc />
    public Task<QueueSummary> SummarizeAsync(CancellationToken cancellationToken) =>
        Task.FromResult(_schedule.Summarize(_tools.Time.GetUtcNow().ToUnixTimeMilliseconds()));

    /// <inheritdoc />
    public Task<int> ApplyAsync(QueueFilter filter, QueueAction action, CancellationToken cancellationToken) =>
        action is QueueAction.Drop
            ? DropAsync(filter, static _ => Task.CompletedTask, cancellationToken)
            : ApplyAsync(filter, action, null, cancellationToken);

    /// <inheritdoc />
    public async Task<int> DropAsync(
        QueueFilter filter, Func<IReadOnlyList<QueuedMessage>, Task> record, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var ids in (await FindAsync(filter, cancellationToken)).Chunk(EntriesPerTransaction))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var known = Candidates(new QueueFilter { Ids = ids }).ToDictionary(static message => message.Id);
            var drop = new DropWork(ids, _around);
            await _writer.WriteAsync(drop);
            var dropped = drop.Dropped.ToList();
            count += dropped.Count;
            await record([.. dropped.Where(known.ContainsKey).Select(id => known[id])]);
        }

        return count;
    }

    /// <inheritdoc />
    public Task<int> WaiveAsync(QueueFilter filter, PolicyWaiver waiver, CancellationToken cancellationToken) =>
        ApplyAsync(filter, QueueAction.Release, StoredWaiver.Write(waiver), cancellationToken);

    private async Task<int> ApplyAsync(
        QueueFilter filter, QueueAction action, byte[]? waiver, CancellationToken cancellationToken)
    {
        var ids = await FindAsync(filter, cancellationToken);
        var count = 0;
        foreach (var some in ids.Chunk(EntriesPerTransaction))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var work = new ActionWork(some, action, _tools.Time.GetUtcNow().ToUnixTimeMilliseconds(), _schedule)
            {
                Waiver = waiver,
            };
            await _writer.WriteAsync(work);
            count += work.Count;
        }

        return count;
    }

    private Task<QueueId[]> FindAsync(QueueFilter filter, CancellationToken cancellationToken)
    {
        // Named entries are not read first: so one that cannot be read can be dropped.
        if (filter is { Ids: { } ids, Domain: null, Sender: null, Held: null, Waits: null, After: null })
            return Task.FromResult<QueueId[]>([.. ids.SelectMany(_schedule.Find).Distinct().Order().Take(filter.Limit)]);
        // Of a long queue the ids are kept, and not the messages.
        return Task.Run<QueueId[]>(
            () => [.. Matching(filter, cancellationToken).Select(static message => message.Id)], cancellationToken);
    }

    private IEnumerable<QueuedMessage> Matching(QueueFilter filter, CancellationToken cancellationToken) =>
        Candidates(filter).Where(message =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return filter.Matches(message);
        }).Take(filter.Limit);

    private IEnumerable<QueuedMessage> Candidates(QueueFilter filter)
    {
        if (filter.Ids is not { } ids)
        {
            return filter is { Domain: null, Held: null, Waits: null }
                ? _deskReader.Range(filter.After?.Value ?? 0, long.MaxValue, Report)
                : _deskReader.Sift(filter).SelectMany(id => _deskReader.Range(id.Value - 1, id.Value, Report));
        }

        return ids.Distinct().Order().SelectMany(id =>
            _deskReader.Range(id.Value - 1, id.Part == 0 ? id.WithPart(QueueId.MaxParts - 1).Value : id.Value, Report));
    }

    private void Report(QueueId id, StorageException problem) => LogEntryUnreadable(_tools.Logger, id, problem);
}
