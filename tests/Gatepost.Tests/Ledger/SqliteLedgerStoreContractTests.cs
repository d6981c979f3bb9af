using Gatepost.Ledger;
using Gatepost.Messages;
using Gatepost.Storage;
using Gatepost.Storage.Sqlite;
using Gatepost.Tests.Storage;
using Gatepost.Tests.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Gatepost.Tests.Ledger;

/// <summary>The embedded ledger keeps the contract, and its roll-up agrees with its rows.</summary>
public sealed class SqliteLedgerStoreContractTests : LedgerStoreContract
{
    private readonly TempFolder _folder = new();

    protected override ILedgerStore Open() => SqliteStores.Ledger(_folder.Path);

    protected override async Task CloseAsync(ILedgerStore store) => await ((SqliteLedgerStore)store).DisposeAsync();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Whatever_happens_to_messages_the_roll_up_is_that_of_the_rows(int seed)
    {
        foreach (var batch in RandomMail.Batches(seed, messages: 400))
        {
            await AppendAsync(batch);
            if (batch.Count % 17 == 0) await ReopenAsync();
        }

        var kept = await EverythingAsync();
        Assert.True(kept.Length > 20);
        await CloseAsync(Store);
        Execute("DELETE FROM summary; DELETE FROM course; DELETE FROM mark;");
        await ReopenAsync();
        Assert.Equal(kept, await EverythingAsync());
    }

    [Fact]
    public async Task A_batch_that_is_undone_leaves_no_counts_behind()
    {
        await AppendAsync(new LedgerMessage(1).Attempt(LedgerRowsOfTests.Noon, LedgerOutcome.Delivered, Assurance.Encrypted));
        Execute("CREATE TRIGGER no_fog BEFORE INSERT ON entry WHEN new.reply = 'undo' BEGIN SELECT RAISE(FAIL, 'no'); END;");
        var bad = new LedgerMessage(2).Attempt(LedgerRowsOfTests.Noon, LedgerOutcome.Delivered, Assurance.Clear)[0];
        await Assert.ThrowsAnyAsync<IOException>(() => AppendAsync(
            [.. new LedgerMessage(3).Attempt(LedgerRowsOfTests.Noon, LedgerOutcome.Delivered, Assurance.Clear), bad with { Reply = "undo" }]));
        await AppendAsync(new LedgerMessage(4).Attempt(LedgerRowsOfTests.Noon, LedgerOutcome.Delivered, Assurance.Encrypted));
        Assert.Equal(["Sent fog.test Carried Encrypted None 2"], await WordsAsync());
    }

    [Fact]
    public async Task A_ledger_of_version_1_is_counted_when_it_is_opened()
    {
        await CloseAsync(Store);
        MakeVersion1();
        await ReopenAsync();
        Assert.Equal(
            [
                "Received fog.test Carried Clear None 1", "Sent fog.test Carried Clear Other 1",
                "Sent lighthouse.test Carried PartnerVerified None 1",
            ],
            await WordsAsync());
        var row = Assert.Single(await Store.QueryAsync(new() { Domain = "lighthouse.test", Assurance = Assurance.PartnerVerified }, CancellationToken.None));
        Assert.True(TlsLevel.Secure.IsMetBy(row.Tls.Proofs));
    }

    [Fact]
    public async Task A_ledger_that_cannot_be_counted_stays_of_its_version()
    {
        await CloseAsync(Store);
        MakeVersion1();
        Execute("UPDATE proof SET json = 'no json' WHERE id = 2");
        Assert.Contains("proof 2", Assert.Throws<StorageException>(Open).Message, StringComparison.Ordinal);
        Assert.Equal("1", Scalar("PRAGMA user_version"));
        Assert.Equal("0", Scalar("SELECT count(*) FROM sqlite_master WHERE name = 'summary'"));
        Execute("UPDATE proof SET json = '{\"wanted\":10,\"tls\":{}}' WHERE id = 2");
        await ReopenAsync();
    }

    private async Task<string[]> EverythingAsync() =>
    [
        .. (await LinesAsync()).Select(line => line.ToString()).Order(StringComparer.Ordinal),
        .. (await Store.SummarizeAsync(
            new() { Since = DateOnly.MinValue, Until = DateOnly.MaxValue, Group = SummaryGroup.Day }, CancellationToken.None))
            .Select(line => line.ToString()).Order(StringComparer.Ordinal),
    ];

    /// <summary>What 0.1.0 wrote.</summary>
    private void MakeVersion1()
    {
        File.Delete(_folder.Of("ledger.db"));
        Execute(LedgerVersion1.Schema + LedgerVersion1.Rows);
    }

    private string Scalar(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return $"{command.ExecuteScalar()}";
    }

    private void Execute(string sql) => Scalar(sql);

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={_folder.Of("ledger.db")};Pooling=false");
        connection.Open();
        return connection;
    }
}
