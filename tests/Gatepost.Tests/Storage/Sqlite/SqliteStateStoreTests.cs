using Gatepost.Storage;
using Gatepost.Storage.Sqlite;
using Gatepost.Tests.TlsPolicy;
using Gatepost.TlsPolicy.Sts;
using Microsoft.Data.Sqlite;

namespace Gatepost.Tests.Storage.Sqlite;

public sealed class SqliteStateStoreTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();
    private readonly ListLogger<SqliteStateStore> _log = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string File => _folder.Of("state.db");

    public void Dispose() => _folder.Dispose();

    private SqliteStateStore Open(TempFolder? folder = null) =>
        SqliteStateStore.Open((folder ?? _folder).Path, TimeProvider.System, _log, SqliteStores.Metrics());

    private static StoredStsPolicy Policy(string domain = "x.test", string id = "1", int hour = 0) => new(
        domain, id, ScriptedStsFetcher.Policy("enforce", 604_800, "mx.x.test", "*.backup.test"), Noon.AddHours(hour), Noon.AddHours(hour + 20));

    private static string? Show(StoredStsPolicy? policy) => policy is null ? null
        : $"{policy.Domain} {policy.Id} {string.Join(' ', policy.Policy.Lines)} {policy.FetchedAt:O} {policy.RefreshAt:O}";

    [Fact]
    [Trait("Statement", "STS-14")]
    public async Task A_policy_survives_a_restart_and_a_crash_and_a_new_one_takes_its_place()
    {
        await using (var store = Open())
        {
            await store.SaveAsync(Policy(), Stop);
            using var crashed = _folder.Snapshot();
            await using var after = Open(crashed);
            Assert.Equal(Show(Policy()), Show(await after.FindAsync("x.test", Stop)));
            await store.SaveAsync(Policy(id: "2"), Stop);
        }

        await using var again = Open();
        Assert.Equal(Show(Policy(id: "2")), Show(await again.FindAsync("x.test", Stop)));
        Assert.Null(await again.FindAsync("y.test", Stop));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task What_is_due_comes_in_its_order_and_what_has_expired_goes()
    {
        await using var store = Open();
        foreach (var (domain, hour) in new[] { ("c.test", 3), ("a.test", 1), ("b.test", 2), ("late.test", 400) })
            await store.SaveAsync(Policy(domain, hour: hour), Stop);

        Assert.Equal(["a.test", "b.test"], (await store.FindDueAsync(Noon.AddHours(23), 2, Stop)).Select(p => p.Domain));
        await store.RemoveExpiredAsync(Noon.AddHours(2).AddDays(7), Stop);
        Assert.Equal(["c.test", "late.test"], (await store.FindDueAsync(Noon.AddYears(1), 9, Stop)).Select(p => p.Domain));
        Assert.NotEmpty(await store.FindDueAsync(Noon.AddYears(-1), 9, Stop)); // fetched by a clock that was ahead
    }

    [Fact]
    public async Task Of_more_domains_than_there_is_room_for_those_fetched_longest_ago_go()
    {
        await using (Open()) { }
        using (var database = Connect())
        {
            using var fill = database.CreateCommand();
            fill.CommandText = $"""
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {IStsPolicyStore.Capacity})
                INSERT INTO sts_policy SELECT 'd' || i || '.test', '1', '', i, 0, 9000000000000 FROM n
                """;
            fill.ExecuteNonQuery();
        }

        await using var store = Open();
        await store.SaveAsync(Policy(), Stop);

        using var counting = Connect();
        using var count = counting.CreateCommand();
        count.CommandText = "SELECT count(*) || ' ' || min(fetched_at) FROM sts_policy";
        Assert.Equal($"{IStsPolicyStore.Capacity} 2", count.ExecuteScalar());
        Assert.NotNull(await store.FindAsync("x.test", Stop));
    }

    public static TheoryData<string> Damages => ["no database", "torn", "a page of noise", "empty"];

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_damaged_file_is_put_aside_with_a_warning_and_nothing_of_it_is_believed(string damage)
    {
        await using (var store = Open())
            for (var i = 0; i < 300; i++) await store.SaveAsync(Policy($"d{i}.test"), Stop);
        var octets = await System.IO.File.ReadAllBytesAsync(File, Stop);
        await System.IO.File.WriteAllBytesAsync(File, damage switch
        {
            "no database" => "this is a letter to my aunt, and no database at all; it goes on for a while"u8.ToArray(),
            "torn" => octets[..(octets.Length / 2)],
            "empty" => [],
            _ => [.. octets[..8192], .. Enumerable.Repeat((byte)0xA5, 8192), .. octets[16384..]],
        }, Stop);

        await using var rebuilt = Open();

        Assert.Null(await rebuilt.FindAsync("d7.test", Stop));
        await rebuilt.SaveAsync(Policy(), Stop);
        Assert.NotNull(await rebuilt.FindAsync("x.test", Stop));
        if (damage == "empty") return; // as good as new
        Assert.StartsWith($"Warning: {File} is damaged and was put aside as {File}.damaged", Assert.Single(_log.Lines));
        Assert.True(System.IO.File.Exists(File + ".damaged"));
    }

    [Fact]
    public async Task A_row_that_is_no_policy_is_none()
    {
        await using (var store = Open()) await store.SaveAsync(Policy(), Stop);
        using (var database = Connect())
        {
            using var change = database.CreateCommand();
            change.CommandText = "UPDATE sts_policy SET policy = 'mode: enforce'";
            change.ExecuteNonQuery();
        }

        await using var again = Open();
        Assert.Null(await again.FindAsync("x.test", Stop));
    }

    [Fact]
    public async Task A_file_of_a_newer_program_is_left_as_it_is()
    {
        await using (Open()) { }
        using (var database = Connect())
        {
            using var change = database.CreateCommand();
            change.CommandText = "PRAGMA user_version = 99";
            change.ExecuteNonQuery();
        }

        Assert.Contains("version 99", Assert.Throws<StorageException>(() => Open()).Message);
        Assert.False(System.IO.File.Exists(File + ".damaged"));
    }

    [Fact]
    public async Task Readers_and_a_writer_get_on_with_each_other()
    {
        await using var store = Open();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            await store.SaveAsync(Policy($"d{i}.test"), Stop);
            Assert.NotNull(await store.FindAsync($"d{i}.test", Stop));
        }));
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        return connection;
    }
}
