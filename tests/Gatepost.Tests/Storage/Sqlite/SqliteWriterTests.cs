using Gatepost.Storage;
using Gatepost.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatepost.Tests.Storage.Sqlite;

public sealed class SqliteWriterTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<NumberRows> _connections = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_failed_transaction_fails_for_all_its_callers_and_leaves_nothing_behind()
    {
        await using var writer = Open();
        using var gate = new ManualResetEventSlim();
        using var begun = new SemaphoreSlim(0);
        var first = writer.WriteAsync(new NumberWork(1)
        {
            Before = () =>
            {
                begun.Release();
                gate.Wait();
            },
        });
        await begun.WaitAsync();
        var others = Enumerable.Range(2, 5).Select(n => writer.WriteAsync(new NumberWork(n))).ToList();
        var failing = writer.WriteAsync(new NumberWork(9)
        {
            Before = () => throw new StorageException("no disk") { NothingWritten = true },
        });
        gate.Set();
        await first;
        foreach (var other in others) await Assert.ThrowsAsync<StorageException>(() => other);
        await Assert.ThrowsAsync<StorageException>(() => failing);

        await writer.WriteAsync(new NumberWork(10));
        Assert.Equal([1, 10], Numbers());
        Assert.Single(_connections);
        Assert.Equal(1, _connections[0].Undoings);
    }

    [Fact]
    public async Task After_a_failed_sync_the_next_transaction_has_a_new_connection()
    {
        await using var writer = Open();
        await Assert.ThrowsAsync<StorageException>(() =>
            writer.WriteAsync(new NumberWork(1) { Before = () => throw new StorageException("the sync failed") }));
        await writer.WriteAsync(new NumberWork(2));
        Assert.Equal([2], Numbers());
        Assert.Equal(2, _connections.Count);
    }

    [Fact]
    public async Task A_writer_that_failed_says_so_until_a_trial_of_its_own_succeeds()
    {
        await using var writer = Open();
        Assert.Null(writer.Problem);
        await Assert.ThrowsAsync<StorageException>(() =>
            writer.WriteAsync(new NumberWork(1) { Before = () => throw new StorageException("the sync failed") }));
        Assert.Equal("the sync failed", writer.Problem);
        for (var i = 0; i < 3000 && writer.Problem is not null; i++) await Task.Delay(10);
        Assert.Null(writer.Problem);
        Assert.Empty(Numbers());
    }

    [Fact]
    public async Task A_fault_of_ours_in_one_write_is_told_as_one_and_does_not_end_the_writer()
    {
        await using var writer = Open();
        var problem = await Assert.ThrowsAnyAsync<IOException>(() =>
            writer.WriteAsync(new NumberWork(1) { Before = () => throw new InvalidOperationException("a fault") }));
        Assert.Contains("a fault", problem.Message, StringComparison.Ordinal);
        await writer.WriteAsync(new NumberWork(2));
        Assert.Equal([2], Numbers());
    }

    [Fact]
    public async Task What_was_handed_in_is_written_before_it_ends_and_nothing_is_taken_after()
    {
        var writer = Open();
        var works = Enumerable.Range(0, 100).Select(n => writer.WriteAsync(new NumberWork(n))).ToList();
        await writer.DisposeAsync();
        await Task.WhenAll(works);
        Assert.Equal(Enumerable.Range(0, 100), Numbers());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => writer.WriteAsync(new NumberWork(101)));
    }

    [Fact]
    public async Task The_log_does_not_grow_while_it_is_written_without_a_pause()
    {
        await using var writer = Open();
        var longest = 0L;
        for (var round = 0; round < 60; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => writer.WriteAsync(new NumberWork(1) { Ballast = 200_000 })));
            longest = Math.Max(longest, new FileInfo(_folder.Of("numbers.db-wal")).Length);
        }

        // 120 MB were written, and the log begins anew each 16 MB or so.
        Assert.InRange(longest, 1, 60_000_000);
    }

    [Fact]
    public async Task Space_that_became_free_goes_back_to_the_disk()
    {
        await using var writer = Open();
        for (var i = 0; i < 100; i++) await writer.WriteAsync(new NumberWork(i) { Ballast = 2_000_000, KeepsOthers = true });
        await writer.WriteAsync(new NumberWork(100) { Ballast = 1 });
        var file = _folder.Of("numbers.db");
        for (var i = 0; i < 3000 && new FileInfo(file).Length > 80_000_000; i++) await Task.Delay(10);

        // Of 200 MB some 64 MiB are kept for what comes.
        Assert.InRange(new FileInfo(file).Length, 50_000_000, 80_000_000);
        await writer.WriteAsync(new NumberWork(7) { KeepsOthers = true });
        Assert.Equal([7, 100], Numbers());
    }

    [Fact]
    public async Task Where_room_is_short_all_free_space_goes_back_and_the_log_with_it()
    {
        await using var writer = Open();
        for (var i = 0; i < 10; i++) await writer.WriteAsync(new NumberWork(i) { Ballast = 1_000_000, KeepsOthers = true });
        await writer.WriteAsync(new NumberWork(100) { Ballast = 1 });
        writer.MakeRoom();
        for (var i = 0; i < 3000 && Size() > 100_000; i++) await Task.Delay(10);

        Assert.InRange(Size(), 1, 100_000);
        Assert.Equal([100], Numbers());

        long Size() => new FileInfo(_folder.Of("numbers.db")).Length + new FileInfo(_folder.Of("numbers.db-wal")).Length;
    }

    private SqliteWriter<NumberRows> Open()
    {
        var schema = new SqliteSchema(["CREATE TABLE number (value INTEGER, ballast BLOB);\n"], 4096, 1024);
        var tools = new StoreTools(TimeProvider.System, NullLogger.Instance, SqliteStores.Metrics());
        return new(new(_folder.Of("numbers.db"), schema, Prepare, static () => { }, tools));
    }

    private NumberRows Prepare(SqliteDatabase database)
    {
        _connections.Add(new NumberRows(database));
        return _connections[^1];
    }

    private List<int> Numbers()
    {
        var numbers = new List<int>();
        using var database = SqliteDatabase.OpenReader(_folder.Of("numbers.db"));
        using var all = database.Prepare("SELECT value FROM number ORDER BY value");
        while (all.Step()) numbers.Add(all.Int32(0));
        return numbers;
    }

    internal sealed class NumberRows(SqliteDatabase database) : IWriterRows
    {
        private readonly SqliteStatement _insert = database.Prepare("INSERT INTO number VALUES (?1, zeroblob(?2))");
        private readonly SqliteStatement _forget = database.Prepare("DELETE FROM number WHERE length(ballast) > 0");

        public int Undoings { get; private set; }

        public void Insert(int number, int ballast, bool forget)
        {
            if (forget) _forget.Run();
            _insert.Bind(1, number).Bind(2, ballast).Run();
        }

        public void EndBatch() { }

        public void Undone() => Undoings++;

        public void Dispose()
        {
            _insert.Dispose();
            _forget.Dispose();
        }
    }

    private sealed class NumberWork(int number) : SqliteWork<NumberRows>
    {
        public Action? Before { get; init; }

        public int Ballast { get; init; }

        public bool KeepsOthers { get; init; }

        public override void Apply(NumberRows rows)
        {
            Before?.Invoke();
            rows.Insert(number, Ballast, Ballast > 0 && !KeepsOthers);
        }
    }
}
