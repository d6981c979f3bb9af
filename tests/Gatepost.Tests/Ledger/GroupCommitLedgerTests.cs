using Gatepost.Ledger;

namespace Gatepost.Tests.Ledger;

public sealed class GroupCommitLedgerTests
{
    [Fact]
    public async Task What_comes_while_one_batch_is_written_shares_the_next()
    {
        using var store = new ScriptedLedgerStore();
        await using var ledger = new GroupCommitLedger(store);
        var first = ledger.RecordAsync([LedgerRowsOfTests.Row()], CancellationToken.None);
        await store.Begun(1);
        var others = Enumerable.Range(0, 20)
            .Select(_ => ledger.RecordAsync([LedgerRowsOfTests.Row()], CancellationToken.None)).ToList();
        Assert.All(others, other => Assert.False(other.IsCompleted));
        store.End();
        await first;
        await store.Begun(2);
        Assert.All(others, other => Assert.False(other.IsCompleted));
        store.End();
        await Task.WhenAll(others);
        Assert.Equal([1, 20], store.Batches.Select(batch => batch.Count));
    }

    [Fact]
    public async Task A_batch_that_fails_fails_for_its_callers_and_not_for_the_next()
    {
        using var store = new ScriptedLedgerStore();
        await using var ledger = new GroupCommitLedger(store);
        var failing = ledger.RecordAsync([LedgerRowsOfTests.Row()], CancellationToken.None);
        await store.Begun(1);
        store.End(new InvalidOperationException("what a fault"));
        var problem = await Assert.ThrowsAsync<IOException>(() => failing);
        Assert.Contains("what a fault", problem.Message, StringComparison.Ordinal);
        var next = ledger.RecordAsync([LedgerRowsOfTests.Row()], CancellationToken.None);
        await store.Begun(2);
        store.End();
        await next;
    }

    [Fact]
    public async Task Disposal_writes_what_was_handed_in()
    {
        using var store = new ScriptedLedgerStore();
        var ledger = new GroupCommitLedger(store);
        var first = ledger.RecordAsync([LedgerRowsOfTests.Row()], CancellationToken.None);
        await store.Begun(1);
        var second = ledger.RecordAsync([LedgerRowsOfTests.Row()], CancellationToken.None);
        var disposing = ledger.DisposeAsync().AsTask();
        store.End();
        await store.Begun(2);
        store.End();
        await Task.WhenAll(first, second, disposing);
        Assert.Equal(2, store.Batches.Count);
    }

    [Fact]
    public async Task Nothing_to_record_waits_for_nobody()
    {
        using var store = new ScriptedLedgerStore();
        await using var ledger = new GroupCommitLedger(store);
        await ledger.RecordAsync([], CancellationToken.None);
    }
}
