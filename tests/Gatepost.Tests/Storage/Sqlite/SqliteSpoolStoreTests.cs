using System.Diagnostics;
using Gatepost.Messages;
using Gatepost.Spool;
using Gatepost.Storage;
using Gatepost.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Storage.Sqlite;

public sealed class SqliteSpoolStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Two_stores_cannot_open_one_folder()
    {
        await using var first = Open();
        var problem = Assert.Throws<StorageException>(Open);
        Assert.Contains(_folder.Path, problem.Message, StringComparison.Ordinal);
        Assert.Contains($"process {Environment.ProcessId}", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_process_that_has_the_folder_is_named()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/flock"), "needs flock of util-linux");
        string[] arguments = [_folder.Of("gatepost.lock"), "-c", "echo held; read x"];
        using var other = Process.Start(new ProcessStartInfo("/usr/bin/flock", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("held", await other.StandardOutput.ReadLineAsync());
        File.WriteAllText(_folder.Of("gatepost.pid"), "4711\n");
        Assert.Contains("process 4711", Assert.Throws<StorageException>(Open).Message, StringComparison.Ordinal);

        await other.StandardInput.WriteLineAsync("end");
        await other.WaitForExitAsync();
        await using var store = Open();
        Assert.Equal(Environment.ProcessId.ToString(), File.ReadAllText(_folder.Of("gatepost.pid")).Trim());
    }

    [Fact]
    public async Task A_folder_of_a_newer_program_is_refused_and_left_alone()
    {
        await using (Open()) { }
        Execute("PRAGMA user_version=99");
        var problem = Assert.Throws<StorageException>(Open);
        Assert.Contains("version 99", problem.Message, StringComparison.Ordinal);
        Assert.Contains("newer Gatepost", problem.Message, StringComparison.Ordinal);
        Execute("PRAGMA user_version=3");
        await using var store = Open();
    }

    [Fact]
    public async Task A_queue_of_version_1_is_opened_with_all_that_it_knew()
    {
        QueuedMessage before;
        await using (var store = Open())
        {
            before = await TestMail.MakeAsync(store, "one.test", _clock.GetUtcNow()) with { DelayNotified = true, Attempts = 3 };
            await store.CommitAsync([before], CancellationToken.None);
        }

        Execute("DROP INDEX content_file");
        Execute("ALTER TABLE entry DROP COLUMN waits");
        Execute("ALTER TABLE entry DROP COLUMN waiver");
        Execute("PRAGMA user_version=1");

        await using var again = Open();
        var after = Assert.Single(await again.ListAsync(new QueueFilter(), CancellationToken.None));
        Assert.Equal((before.Id, 3, true, false), (after.Id, after.Attempts, after.DelayNotified, after.PolicyNotified));
        Assert.Equal((WaitReason.Ordinary, null), (after.Waits, after.Waiver));
    }

    [Fact]
    public void A_damaged_database_is_named_with_the_remedy_and_the_folder_is_free_again()
    {
        File.WriteAllText(_folder.Of("spool.db"), new string('x', 10_000));
        for (var i = 0; i < 2; i++)
        {
            var problem = Assert.Throws<StorageException>(Open);
            Assert.Contains(_folder.Of("spool.db"), problem.Message, StringComparison.Ordinal);
            Assert.Contains("damaged", problem.Message, StringComparison.Ordinal);
            Assert.Contains(".recover", problem.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("Statement", "SMTP-05")]
    public async Task What_was_acknowledged_is_in_a_folder_that_a_crash_left_and_nothing_is_there_by_half()
    {
        await using var store = Open();
        var acknowledged = new HashSet<QueueId>();
        var begun = new HashSet<QueueId>();
        using var gate = new SemaphoreSlim(1);
        var writing = Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
            {
                var message = await TestMail.MakeAsync(store, "one.test", _clock.GetUtcNow(), new string('x', 3000));
                var part = message with { Id = message.Id.WithPart(1), Destination = "two.test" };
                lock (gate) begun.Add(message.Id);
                await store.CommitAsync([message, part], CancellationToken.None);
                lock (gate) acknowledged.Add(message.Id);
            }
        })));

        for (var round = 0; round < 5; round++)
        {
            HashSet<QueueId> safe;
            lock (gate) safe = [.. acknowledged];
            using var copy = _folder.Snapshot();
            await using var after = SqliteStores.Spool(copy.Path, _clock);
            var found = await after.ListAsync(new QueueFilter(), CancellationToken.None);
            Assert.Superset(safe, found.Where(m => m.Id.Part == 0).Select(m => m.Id).ToHashSet());
            lock (gate) Assert.Subset(begun, found.Where(m => m.Id.Part == 0).Select(m => m.Id).ToHashSet());
            Assert.All(found.GroupBy(m => m.Id.MessageNumber), parts => Assert.Equal(2, parts.Count()));
            foreach (var message in found) Assert.Equal(3000, (await TestMail.ReadAsync(message.Content)).Length);
        }

        await writing;
    }

    [Fact]
    public async Task No_other_user_may_read_the_mail()
    {
        // Modes are of Unix.
        if (OperatingSystem.IsWindows()) return;
        var folder = _folder.Of("data");
        await using var store = SqliteStores.Spool(folder, _clock);
        await CommitAsync(store, "one.test");
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        foreach (var name in (string[])["", "content", "spool.db", "spool.db-wal"])
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(Path.Combine(folder, name)) & Others);
    }

    [Fact]
    public async Task The_file_does_not_grow_with_the_mail_that_passes()
    {
        await using (var store = Open())
        {
            for (var round = 0; round < 40; round++)
            {
                for (var i = 0; i < 25; i++) await CommitAsync(store, "one.test", new string('x', 10_000));
                foreach (var lease in await LeaseAsync(store)) await store.CompleteAsync(lease, Done, CancellationToken.None);
            }
        }

        // 10 MB went through, 250 KB at a time.
        Assert.InRange(new FileInfo(_folder.Of("spool.db")).Length, 1, 2_000_000);
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_waits_and_the_others_go_on_and_it_can_be_dropped()
    {
        QueuedMessage bad, good;
        await using (var store = Open())
        {
            bad = await CommitAsync(store, "one.test");
            good = await CommitAsync(store, "one.test");
        }

        Execute($"UPDATE entry SET envelope = '{{' WHERE id = {bad.Id.Value}");
        await using var after = Open();
        Assert.Equal(good.Id, Assert.Single(await LeaseAsync(after)).Message.Id);
        Assert.Equal(good.Id, Assert.Single(await after.ListAsync(new QueueFilter(), CancellationToken.None)).Id);
        Assert.Equal(1, (await after.SummarizeAsync(CancellationToken.None)).Deferred.Entries);
        Assert.Equal(1, await after.ApplyAsync(new QueueFilter { Ids = [bad.Id] }, QueueAction.Drop, CancellationToken.None));
        Assert.Equal(0, (await after.SummarizeAsync(CancellationToken.None)).Deferred.Entries);
    }

    [Fact]
    public async Task A_content_that_is_missing_from_the_database_fails_for_its_message_alone()
    {
        QueuedMessage bad;
        await using (var store = Open())
        {
            bad = await CommitAsync(store, "one.test");
            await CommitAsync(store, "two.test");
        }

        Execute($"DELETE FROM content WHERE number = {bad.Id.MessageNumber}");
        await using var after = Open();
        var leases = await LeaseAsync(after);
        Assert.Equal(2, leases.Count);
        var problem = await Assert.ThrowsAnyAsync<IOException>(() => TestMail.ReadAsync(leases[0].Message.Content));
        Assert.Contains(bad.Id.ToString(), problem.Message, StringComparison.Ordinal);
        Assert.NotEmpty(await TestMail.ReadAsync(leases[1].Message.Content));
    }

    [Fact]
    public async Task A_hundred_thousand_deferred_entries_open_and_are_leased_in_turn()
    {
        const int Entries = 100_000, Destinations = 500;
        const string Envelope = """{"to":[{"local":"user","domain":"d.test"}]}""", Origin = """{"listener":"relay","tls":{}}""";
        await using (Open()) { }
        Execute($"""
            INSERT INTO content WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Entries})
                SELECT i, 5, 0, NULL, x'68656c6c6f' FROM n;
            INSERT INTO entry SELECT number << 10, 1796000000000 + number, 0, 1, 0, 'd' || (number % {Destinations}) || '.test',
                1, 1790000000000, 'later', '{Envelope}', '{Origin}', x'', 0, NULL FROM content;
            """);
        _clock.SetUtcNow(DateTimeOffset.FromUnixTimeMilliseconds(1796000000000 + Entries));
        await using var store = Open();
        Assert.Equal(Entries, (await store.SummarizeAsync(CancellationToken.None)).Due.Entries);
        var round = await LeaseAsync(store, Destinations);
        Assert.Equal(Destinations, round.Select(lease => lease.Message.Destination).Distinct().Count());
        Assert.Equal("hello"u8.ToArray(), await TestMail.ReadAsync(round[0].Message.Content));
        await store.CompleteAsync(round[0], Done, CancellationToken.None);
        Assert.Equal(Entries - 1, (await store.SummarizeAsync(CancellationToken.None)).Entries);
    }

    private static Completion Done => new() { Remaining = [] };

    private SqliteSpoolStore Open() => SqliteStores.Spool(_folder.Path, _clock);

    private async Task<QueuedMessage> CommitAsync(SqliteSpoolStore store, string destination, string? body = null)
    {
        var message = await TestMail.MakeAsync(store, destination, _clock.GetUtcNow(), body);
        await store.CommitAsync([message], CancellationToken.None);
        return message;
    }

    private Task<IReadOnlyList<Lease>> LeaseAsync(SqliteSpoolStore store, int max = 1000)
    {
        var now = _clock.GetUtcNow();
        return store.LeaseDueAsync(new("test", now.AddHours(1), max, new HashSet<string>()), now, CancellationToken.None);
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.Of("spool.db")};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
