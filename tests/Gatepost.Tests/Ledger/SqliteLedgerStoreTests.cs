using Gatepost.Ledger;
using Gatepost.Messages;
using Gatepost.Storage;
using Gatepost.Tests.Storage;
using Gatepost.Tests.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Gatepost.Tests.Ledger;

public sealed class SqliteLedgerStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_row_comes_back_whole_after_a_restart()
    {
        var row = LedgerRowsOfTests.Row();
        await using (var store = SqliteStores.Ledger(_folder.Path)) await store.RecordAsync([row], CancellationToken.None);
        await using var after = SqliteStores.Ledger(_folder.Path);
        var back = Assert.Single(await after.QueryAsync(new LedgerQuery(), CancellationToken.None));
        Assert.Equivalent(row.Tls, back.Tls, strict: true);
        Assert.Equal(row with { Tls = back.Tls }, back);
    }

    [Fact]
    public async Task Rows_are_found_by_each_of_their_marks_newest_first()
    {
        await using var store = SqliteStores.Ledger(_folder.Path);
        var noon = LedgerRowsOfTests.Noon;
        var rows = new[]
        {
            LedgerRowsOfTests.Row(noon) with { QueueId = new QueueId(1 << 10) },
            LedgerRowsOfTests.Row(noon.AddMinutes(1)) with
            {
                QueueId = new QueueId((1 << 10) + 1),
                RecipientDomain = "mail.fog.test",
                Tls = TlsFacts.Clear("not offered"),
            },
            LedgerRowsOfTests.Row(noon.AddMinutes(2)) with
            {
                QueueId = new QueueId(2 << 10),
                Kind = LedgerKind.Accepted,
                Direction = MailDirection.In,
                SenderDomain = "fog.test",
                RecipientDomain = "harbour.test",
                Outcome = LedgerOutcome.Accepted,
                Tls = TlsFacts.Clear(),
            },
        };
        await store.RecordAsync(rows, CancellationToken.None);

        Assert.Equal([2, 1, 0], await FoundAsync(new()));
        Assert.Equal([2, 1], await FoundAsync(new() { Limit = 2 }));
        Assert.Equal([2, 1], await FoundAsync(new() { Since = noon.AddMinutes(1) }));
        Assert.Equal([0], await FoundAsync(new() { Until = noon.AddMinutes(1) }));
        Assert.Equal([2, 1, 0], await FoundAsync(new() { Domain = "harbour.test" }));
        Assert.Equal([2], await FoundAsync(new() { Domain = "harbour.test", Limit = 1 }));
        Assert.Equal([2], await FoundAsync(new() { Domain = "fog.test" }));
        Assert.Equal([1], await FoundAsync(new() { Domain = ".fog.test" }));
        Assert.Equal([2], await FoundAsync(new() { Direction = MailDirection.In }));
        Assert.Equal([2, 1], await FoundAsync(new() { Assurance = Assurance.Clear }));
        Assert.Equal([1], await FoundAsync(
            new() { Assurance = Assurance.Clear, Kind = LedgerKind.Attempt, Domain = "harbour.test" }));
        Assert.Equal([1, 0], await FoundAsync(new() { Message = new QueueId(1 << 10) }));
        Assert.Equal([1, 0], await FoundAsync(new() { Message = new QueueId((1 << 10) + 1) }));
        Assert.Empty(await FoundAsync(new() { Domain = "arbour.test" }));

        async Task<IEnumerable<int>> FoundAsync(LedgerQuery query) =>
            (await store.QueryAsync(query, CancellationToken.None))
                .Select(found => Array.FindIndex(rows, row => row.At == found.At));
    }

    [Theory]
    [InlineData(LedgerOutcome.Delivered, true)]
    [InlineData(LedgerOutcome.Mixed, true)]
    [InlineData(LedgerOutcome.Unknown, true)]
    [InlineData(LedgerOutcome.Deferred, false)]
    [InlineData(LedgerOutcome.Failed, false)]
    public async Task An_attempt_that_carried_nothing_sent_nothing_in_clear(LedgerOutcome outcome, bool isFound)
    {
        await using var store = SqliteStores.Ledger(_folder.Path);
        var row = LedgerRowsOfTests.Row() with { Outcome = outcome, Tls = TlsFacts.Clear("refused") };
        await store.RecordAsync([row], CancellationToken.None);

        var found = await store.QueryAsync(new LedgerQuery { Assurance = Assurance.Clear }, CancellationToken.None);

        Assert.Equal(isFound ? 1 : 0, found.Count);
    }

    [Fact]
    public async Task What_attempts_have_in_common_is_written_once()
    {
        await using (var store = SqliteStores.Ledger(_folder.Path))
        {
            for (var i = 0; i < 50; i++) await store.RecordAsync([LedgerRowsOfTests.Row()], CancellationToken.None);
            await store.RecordAsync([LedgerRowsOfTests.Row() with { Why = "another reason" }], CancellationToken.None);
        }

        Assert.Equal(2L, Scalar("SELECT count(*) FROM proof"));
        Assert.Equal(51L, Scalar("SELECT count(*) FROM entry"));
    }

    [Fact]
    public async Task Old_rows_go_with_their_proofs_and_young_ones_stay()
    {
        var noon = LedgerRowsOfTests.Noon;
        await using (var store = SqliteStores.Ledger(_folder.Path))
        {
            for (var day = 0; day < 10; day++)
            {
                var rows = Enumerable.Repeat(LedgerRowsOfTests.Row(noon.AddDays(day)), 300).ToList();
                await store.RecordAsync(rows, CancellationToken.None);
            }

            Assert.Equal(7 * 300, await store.TrimAsync(noon.AddDays(7), CancellationToken.None));
            Assert.Equal(0, await store.TrimAsync(noon.AddDays(7), CancellationToken.None));
            var left = await store.QueryAsync(new LedgerQuery { Limit = 10_000 }, CancellationToken.None);
            Assert.Equal(3 * 300, left.Count);
            Assert.All(left, row => Assert.Equal("partner lighthouse: secure", row.Why));
        }

        Assert.InRange(Scalar("SELECT count(*) FROM proof"), 3, 5);
    }

    [Fact]
    public async Task Queries_go_on_while_rows_are_written()
    {
        await using var store = SqliteStores.Ledger(_folder.Path);
        await store.RecordAsync([LedgerRowsOfTests.Row()], CancellationToken.None);
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 200; i++) await store.RecordAsync([LedgerRowsOfTests.Row()], CancellationToken.None);
        });
        while (!writing.IsCompleted)
            Assert.NotEmpty(await store.QueryAsync(new LedgerQuery { Limit = 5 }, CancellationToken.None));
        await writing;
    }

    [Fact]
    public async Task A_damaged_or_newer_ledger_is_named()
    {
        await using (SqliteStores.Ledger(_folder.Path)) { }
        Scalar("PRAGMA user_version=99");
        Assert.Contains("version 99", Refusal(), StringComparison.Ordinal);
        File.WriteAllText(_folder.Of("ledger.db"), new string('x', 5000));
        Assert.Contains("ledger.db", Refusal(), StringComparison.Ordinal);
    }

    private string Refusal() => Assert.Throws<StorageException>(() => SqliteStores.Ledger(_folder.Path)).Message;

    private long Scalar(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.Of("ledger.db")};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() as long? ?? 0;
    }
}
