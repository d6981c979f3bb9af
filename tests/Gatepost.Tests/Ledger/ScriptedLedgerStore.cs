using Gatepost.Ledger;
using Gatepost.Tests.Fakes;

namespace Gatepost.Tests.Ledger;

/// <summary>A store that writes when the test says so.</summary>
internal sealed class ScriptedLedgerStore : ILedgerStore, IDisposable
{
    private readonly SemaphoreSlim _begun = new(0);
    private TaskCompletionSource _end = new();
    private int _seen;

    public Heard<IReadOnlyList<LedgerEntry>> Batches { get; } = new();

    public async Task Begun(int batches)
    {
        while (_seen < batches)
        {
            Assert.True(await _begun.WaitAsync(TimeSpan.FromSeconds(30)));
            _seen++;
        }
    }

    public void End(Exception? problem = null)
    {
        var end = _end;
        _end = new TaskCompletionSource();
        if (problem is null) end.SetResult();
        else end.SetException(problem);
    }

    public Task AppendAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken)
    {
        Batches.Add(entries);
        var end = _end.Task;
        _begun.Release();
        return end;
    }

    public void Dispose() => _begun.Dispose();

    public Task<IReadOnlyList<LedgerEntry>> QueryAsync(LedgerQuery query, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<SummaryLine>> SummarizeAsync(SummaryQuery query, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<long> TrimAsync(DateTimeOffset before, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<long> TrimSummaryAsync(DateOnly before, CancellationToken cancellationToken) => throw new NotSupportedException();
}
