using Gatepost.Messages;
using Gatepost.Spool;
using Gatepost.Storage.Files;
using Gatepost.Storage.Sqlite;
using Gatepost.Tests.Storage.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Storage.Files;

public sealed class ContentFileTests : IDisposable
{
    private const int Long = SqliteStores.InlineLimit * 3;

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_long_content_lies_in_a_file_until_its_message_is_done()
    {
        await using var store = Open();
        await CommitAsync(store, Long);
        Assert.Single(Files());
        Assert.True(new FileInfo(_folder.Of("spool.db")).Length < Long);
        var lease = Assert.Single(await LeaseAsync(store));
        await store.CompleteAsync(lease, new Completion { Remaining = [] }, CancellationToken.None);
        await WaitUntilAsync(() => Files().Count == 0);
    }

    [Fact]
    public async Task What_is_not_committed_is_removed_with_its_writer()
    {
        await using var store = Open();
        await using (var writer = store.CreateContent())
        {
            await TestMail.WriteAsync(writer, new byte[Long]);
            Assert.Single(Files());
        }

        Assert.Empty(Files());
        await using (var writer = store.CreateContent())
        {
            writer.GetMemory(Long);
            writer.Advance(Long);
            await writer.FlushAsync(CancellationToken.None);
            Assert.EndsWith(DurableFile.UnfinishedSuffix, Assert.Single(Files()), StringComparison.Ordinal);
        }

        Assert.Empty(Files());
    }

    [Fact]
    public async Task What_a_crash_left_is_removed_at_the_next_start_and_nothing_else()
    {
        await using (var store = Open())
        {
            await CommitAsync(store, Long);
            File.WriteAllText(_folder.Of("content/0011.eml"), "no row names it");
            File.WriteAllText(_folder.Of("content/0022.eml.part"), "not complete");
            File.WriteAllText(_folder.Of("content/README"), "not ours");
            Assert.Equal(4, Files().Count);
        }

        await using var after = Open();
        Assert.Equal(2, Files().Count);
        Assert.Contains("README", Files());
        Assert.Equal(Long, (await TestMail.ReadAsync(Assert.Single(await LeaseAsync(after)).Message.Content)).Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_content_file_that_is_missing_or_cut_fails_for_its_message_alone(bool cut)
    {
        await using var store = Open();
        var bad = await CommitAsync(store, Long);
        var path = _folder.Of("content/" + Assert.Single(Files()));
        if (cut) File.WriteAllBytes(path, new byte[10]);
        else File.Delete(path);
        await CommitAsync(store, Long + 1);

        var leases = await LeaseAsync(store);
        var problem = await Assert.ThrowsAnyAsync<IOException>(() => TestMail.ReadAsync(leases[0].Message.Content));
        Assert.Contains(path, problem.Message, StringComparison.Ordinal);
        Assert.Contains("gatepost queue drop", problem.Message, StringComparison.Ordinal);
        Assert.Equal(Long + 1, (await TestMail.ReadAsync(leases[1].Message.Content)).Length);

        var later = new Completion { Remaining = bad.Envelope.Recipients, NextAttemptAt = _clock.GetUtcNow().AddHours(1) };
        await store.CompleteAsync(leases[0], later, CancellationToken.None);
        Assert.Equal(1, (await store.SummarizeAsync(CancellationToken.None)).Deferred.Entries);
        Assert.Equal(1, await store.ApplyAsync(new QueueFilter { Ids = [bad.Id] }, QueueAction.Drop, CancellationToken.None));
    }

    [Fact]
    public async Task A_durable_file_is_there_whole_under_its_name_only()
    {
        var path = _folder.Of("thing");
        DurableFile.Write(path, "old"u8);
        DurableFile.Write(path, "new"u8);
        Assert.Equal("new", await File.ReadAllTextAsync(path));
        Assert.Equal(["thing"], Directory.EnumerateFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_folder_that_cannot_be_synced_is_named()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows syncs folders by itself");
        var problem = Assert.ThrowsAny<IOException>(() => DurableFile.SyncFolder(_folder.Of("nowhere")));
        Assert.Contains("nowhere", problem.Message, StringComparison.Ordinal);
    }

    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        for (var i = 0; i < 1000 && !condition(); i++) await Task.Delay(10);
        Assert.True(condition());
    }

    private SqliteSpoolStore Open() => SqliteStores.Spool(_folder.Path, _clock);

    private List<string> Files() => [.. Directory.EnumerateFiles(_folder.Of("content")).Select(path => Path.GetFileName(path))];

    private async Task<QueuedMessage> CommitAsync(SqliteSpoolStore store, int length)
    {
        await using var writer = store.CreateContent();
        var message = TestMail.Of(await TestMail.WriteAsync(writer, new byte[length]), "one.test", _clock.GetUtcNow());
        await store.CommitAsync([message], CancellationToken.None);
        return message;
    }

    private Task<IReadOnlyList<Lease>> LeaseAsync(SqliteSpoolStore store)
    {
        var now = _clock.GetUtcNow();
        return store.LeaseDueAsync(new("test", now.AddHours(1), 100, new HashSet<string>()), now, CancellationToken.None);
    }
}
