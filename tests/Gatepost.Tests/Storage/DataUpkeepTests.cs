using System.Text;
using Gatepost.Messages;
using Gatepost.Spool;
using Gatepost.Storage;
using Gatepost.Storage.Sqlite;
using Gatepost.Storage.Upkeep;
using Gatepost.Tests.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Gatepost.Tests.Storage;

/// <summary>What <c>gatepost data</c> makes of a folder.</summary>
public sealed class DataUpkeepTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly string Long = "Subject: long\r\n\r\n" + new string('x', SqliteStores.InlineLimit + 1) + "\r\n";

    private readonly TempFolder _folder = new();
    private readonly TempFolder _others = new();

    private string Copy => _others.Of("copy");

    public void Dispose()
    {
        _folder.Dispose();
        _others.Dispose();
    }

    [Fact]
    public async Task A_sound_folder_is_told_part_by_part()
    {
        await FillAsync();
        Assert.Equal(
        [
            "spool.db Ok is sound, 2 entries in the queue", "content Ok is sound, 1 contents in files of their own",
            "ledger.db Note is not there: Gatepost makes it when it starts",
            "state.db Note is not there: Gatepost makes it when it starts",
        ], Check(_folder.Path));
    }

    [Fact]
    public async Task A_content_that_was_cut_or_lost_is_told_with_its_entry()
    {
        var (_, big) = await FillAsync();
        var file = Assert.Single(Directory.GetFiles(_folder.Of("content")));
        File.WriteAllText(file, "torn");
        Assert.Contains($"content Broken {big}: {file}: the content has 4 octets and should have {Long.Length}",
            string.Join('\n', Check(_folder.Path)), StringComparison.Ordinal);
        File.Delete(file);
        Assert.Contains($"content Broken {big}: {file}: the content cannot be read",
            string.Join('\n', Check(_folder.Path)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_that_cannot_be_read_is_told_and_the_others_are_counted()
    {
        await FillAsync();
        Execute(_folder.Of("spool.db"), "UPDATE entry SET envelope = '{' WHERE id = (SELECT min(id) FROM entry)");
        var findings = Check(_folder.Path);
        Assert.Contains(findings, static text => text.Contains("cannot be read", StringComparison.Ordinal));
        Assert.Contains("content Ok is sound, 1 contents in files of their own", findings);
    }

    [Theory]
    [InlineData(99, "spool.db Broken ", "A newer Gatepost has used this data folder")]
    [InlineData(1, "spool.db Note ", "the next start brings it to version 3")]
    public async Task Another_version_is_told(int version, string beginning, string words)
    {
        await FillAsync();
        Execute(_folder.Of("spool.db"), $"PRAGMA user_version={version}");
        Assert.Matches($"^{beginning}.*{words}", Check(_folder.Path)[0]);
    }

    [Fact]
    public async Task A_damaged_database_is_told_with_what_can_be_saved()
    {
        await FillAsync();
        using (var file = File.OpenHandle(_folder.Of("spool.db"), FileMode.Open, FileAccess.ReadWrite))
            RandomAccess.Write(file, new byte[4096].AsSpan(), 4096 * 2);
        var finding = Check(_folder.Path)[0];
        Assert.StartsWith("spool.db Broken ", finding, StringComparison.Ordinal);
        Assert.Contains(".recover", finding, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', finding);
    }

    [Fact]
    public async Task A_copy_made_beside_the_store_is_one_that_a_store_starts_from()
    {
        await using var store = SqliteStores.Spool(_folder.Path, TimeProvider.System);
        var (small, big) = await FillAsync(store);
        File.WriteAllText(_folder.Of("users.toml"), "# nobody");
        var report = Backup();
        Assert.Equal((1, 0), (report.Contents, report.CarriedOff));
        Assert.DoesNotContain(report.Findings, static finding => finding.State is PartState.Broken);
        Assert.Equal(["content", "spool.db", "users.toml"], Directory.GetFileSystemEntries(Copy).Select(Path.GetFileName).Order());

        await using var restored = SqliteStores.Spool(Copy, TimeProvider.System);
        var messages = await restored.ListAsync(new(), CancellationToken.None);
        Assert.Equal([small, big], messages.Select(static message => message.Id));
        await using var content = await messages[1].Content.OpenReadAsync(CancellationToken.None);
        Assert.Equal(Long, await new StreamReader(content, Encoding.Latin1).ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_carried_off_while_the_copy_is_made_is_not_in_it()
    {
        await using var store = SqliteStores.Spool(_folder.Path, TimeProvider.System);
        var (small, big) = await FillAsync(store);
        var isDone = false;
        var report = Backup(part =>
        {
            // The queue is copied, the contents are not.
            if (isDone || !part.StartsWith("content", StringComparison.Ordinal)) return;
            isDone = true;
            CarryOff(store, big);
            Assert.True(SpinWait.SpinUntil(() => !Directory.EnumerateFiles(_folder.Of("content")).Any(), TimeSpan.FromSeconds(30)));
        });
        Assert.True(isDone);
        Assert.Equal((0, 1), (report.Contents, report.CarriedOff));
        Assert.DoesNotContain(report.Findings, static finding => finding.State is PartState.Broken);
        await using var restored = SqliteStores.Spool(Copy, TimeProvider.System);
        Assert.Equal([small], (await restored.ListAsync(new(), CancellationToken.None)).Select(static message => message.Id));
    }

    [Fact]
    public async Task A_folder_with_something_in_it_stays_as_it_is()
    {
        await FillAsync();
        Directory.CreateDirectory(Copy);
        File.WriteAllText(Path.Combine(Copy, "mine"), "");
        Assert.Contains("there is something already", Assert.Throws<StorageException>(() => Backup()).Message,
            StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Copy, "mine")));
    }

    [Fact]
    public async Task Of_a_copy_that_is_broken_off_nothing_stays()
    {
        await FillAsync();
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => DataBackup.Run(_folder.Path, Copy, _ => stop.Cancel(), stop.Token));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Copy));
    }

    [Fact]
    public async Task A_copy_inside_of_what_is_copied_is_refused()
    {
        await FillAsync();
        var inside = _folder.Of("backup");
        var problem = Assert.Throws<StorageException>(
            () => DataBackup.Run(_folder.Path, inside, static _ => { }, CancellationToken.None));
        Assert.Contains("in itself", problem.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(inside));
    }

    private BackupReport Backup(Action<string>? progress = null) =>
        DataBackup.Run(_folder.Path, Copy, progress ?? (static _ => { }), CancellationToken.None);

    private static List<string> Check(string folder) =>
    [
        .. DataCheck.Run(folder, static _ => { }, CancellationToken.None)
            .Select(static finding => $"{finding.Part} {finding.State} {finding.Words}"),
    ];

    private static void CarryOff(SqliteSpoolStore store, QueueId id)
    {
        var request = new LeaseRequest("test", DateTimeOffset.UtcNow.AddHours(1), 10, new HashSet<string>());
        foreach (var lease in store.LeaseDueAsync(request, DateTimeOffset.UtcNow, CancellationToken.None).GetAwaiter().GetResult())
        {
            if (lease.Message.Id == id)
                store.CompleteAsync(lease, new() { Remaining = [], Notices = [] }, CancellationToken.None).GetAwaiter().GetResult();
        }
    }

    private async Task<(QueueId Small, QueueId Big)> FillAsync()
    {
        await using var store = SqliteStores.Spool(_folder.Path, TimeProvider.System);
        return await FillAsync(store);
    }

    private static async Task<(QueueId Small, QueueId Big)> FillAsync(SqliteSpoolStore store)
    {
        var small = await TestMail.MakeAsync(store, "one.test", Now);
        await store.CommitAsync([small], CancellationToken.None);
        await using var writer = store.CreateContent();
        var big = TestMail.Of(await TestMail.WriteAsync(writer, Encoding.Latin1.GetBytes(Long)), "two.test", Now);
        await store.CommitAsync([big], CancellationToken.None);
        return (small.Id, big.Id);
    }

    private static void Execute(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
