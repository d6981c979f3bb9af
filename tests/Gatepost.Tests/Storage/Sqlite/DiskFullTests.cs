using System.Diagnostics;
using Gatepost.Messages;
using Gatepost.Spool;
using Gatepost.Storage;
using Gatepost.Storage.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Storage.Sqlite;

/// <summary>On a real file system that is too small: a tmpfs, which only root may mount.</summary>
public sealed class DiskFullTests : IDisposable
{
    private const int Megabyte = 1024 * 1024;

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));
    private readonly bool _isMounted;

    public DiskFullTests() => _isMounted = OperatingSystem.IsLinux() && Environment.UserName == "root"
        && Run("mount", "-t", "tmpfs", "-o", "size=6m", "none", _folder.Path);

    public void Dispose()
    {
        if (_isMounted) Run("umount", _folder.Path);
        _folder.Dispose();
    }

    [Fact]
    public async Task A_full_disk_loses_nothing_acknowledged_and_the_store_goes_on_when_there_is_room()
    {
        Assert.SkipUnless(_isMounted, "only root may mount a small file system");
        File.WriteAllBytes(_folder.Of("ballast"), new byte[2 * Megabyte]);
        var acknowledged = new List<QueueId>();
        await using (var store = SqliteStores.Spool(_folder.Path, _clock))
        {
            var problem = await Assert.ThrowsAnyAsync<IOException>(() => FillAsync(store, acknowledged));
            Assert.Contains("full", problem.Message, StringComparison.Ordinal);
            // By this the session knows what to answer: 452, not 451.
            Assert.Equal(0x70, problem.HResult & 0xFFFF);
            Assert.Contains("full", store.Problem!, StringComparison.Ordinal);
            Assert.NotEmpty(acknowledged);
            Assert.InRange(store.FreeSpace, 0, Megabyte);
            Assert.Equal(acknowledged, await IdsAsync(store));

            File.Delete(_folder.Of("ballast"));
            Assert.InRange(store.FreeSpace, Megabyte, 6 * Megabyte);
            var message = await TestMail.MakeAsync(store, "one.test", _clock.GetUtcNow());
            await store.CommitAsync([message], CancellationToken.None);
            acknowledged.Add(message.Id);
            Assert.Equal(acknowledged, await IdsAsync(store));
            Assert.Null(store.Problem);
        }

        await using var after = SqliteStores.Spool(_folder.Path, _clock);
        Assert.Equal(acknowledged, await IdsAsync(after));
    }

    [Fact]
    public async Task A_disk_that_is_full_is_told_of_at_the_start()
    {
        Assert.SkipUnless(_isMounted, "only root may mount a small file system");
        await using (SqliteStores.Spool(_folder.Path, _clock)) { }
        File.WriteAllBytes(_folder.Of("ballast"), new byte[4 * Megabyte]);
        using (var rest = File.Create(_folder.Of("more"), 1)) Assert.ThrowsAny<IOException>(() => WriteForever(rest));
        var problem = Assert.Throws<StorageException>(() => SqliteStores.Spool(_folder.Path, _clock));
        Assert.True(problem.IsDiskFull, problem.Message);
        Assert.Contains("spool.db", problem.Message, StringComparison.Ordinal);
    }

    private static void WriteForever(FileStream file)
    {
        while (true) file.Write(new byte[4096]);
    }

    [Fact]
    public async Task A_completion_that_the_full_disk_refused_can_be_made_again_with_the_same_lease()
    {
        Assert.SkipUnless(_isMounted, "only root may mount a small file system");
        File.WriteAllBytes(_folder.Of("ballast"), new byte[2 * Megabyte]);
        await using var store = SqliteStores.Spool(_folder.Path, _clock);
        await store.CommitAsync([await TestMail.MakeAsync(store, "one.test", _clock.GetUtcNow())], CancellationToken.None);
        var lease = Assert.Single(await store.LeaseDueAsync(
            new("test", _clock.GetUtcNow().AddHours(1), 1, new HashSet<string>()), _clock.GetUtcNow(), CancellationToken.None));
        await Assert.ThrowsAnyAsync<IOException>(() => FillAsync(store, []));
        TakeTheRest();
        var notice = await TestMail.MakeAsync(store, "harbour.test", _clock.GetUtcNow(), new string('x', 64_000));
        var completion = new Completion { Remaining = [], Notices = [notice] };
        await Assert.ThrowsAnyAsync<IOException>(() => store.CompleteAsync(lease, completion, CancellationToken.None));
        File.Delete(_folder.Of("ballast"));
        await store.CompleteAsync(lease, completion, CancellationToken.None);
        Assert.DoesNotContain(lease.Message.Id, await IdsAsync(store));
        Assert.Contains(completion.Notices[0].Id, await IdsAsync(store));
    }

    [Fact]
    public async Task A_long_content_that_does_not_fit_is_refused_and_its_piece_removed()
    {
        Assert.SkipUnless(_isMounted, "only root may mount a small file system");
        await using var store = SqliteStores.Spool(_folder.Path, _clock);
        await using (var writer = store.CreateContent())
        {
            await Assert.ThrowsAnyAsync<IOException>(() => TestMail.WriteAsync(writer, new byte[7 * Megabyte]));
        }

        Assert.Empty(Directory.EnumerateFiles(_folder.Of("content")));
        await store.CommitAsync([await TestMail.MakeAsync(store, "one.test", _clock.GetUtcNow())], CancellationToken.None);
    }

    [Fact]
    public async Task A_disk_that_went_read_only_is_not_taken_for_another_process()
    {
        Assert.SkipUnless(_isMounted, "only root may mount a small file system");
        await SqliteStores.Spool(_folder.Path, _clock).DisposeAsync();
        Assert.True(Run("mount", "-o", "remount,ro", _folder.Path));
        var problem = Assert.ThrowsAny<IOException>(() => SqliteStores.Spool(_folder.Path, _clock));
        Assert.Contains("file system is read-only", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("in use", problem.Message, StringComparison.Ordinal);
    }

    private void TakeTheRest()
    {
        using var rest = File.OpenHandle(_folder.Of("rest"), FileMode.Create, FileAccess.Write);
        try
        {
            for (var at = 0L; ; at += 4096) RandomAccess.Write(rest, new byte[4096], at);
        }
        catch (IOException)
        {
            // That was the last page.
        }
    }

    private async Task FillAsync(SqliteSpoolStore store, List<QueueId> acknowledged)
    {
        while (true)
        {
            var message = await TestMail.MakeAsync(store, "one.test", _clock.GetUtcNow(), new string('x', 50_000));
            await store.CommitAsync([message], CancellationToken.None);
            acknowledged.Add(message.Id);
        }
    }

    private static async Task<List<QueueId>> IdsAsync(SqliteSpoolStore store) =>
        [.. (await store.ListAsync(new QueueFilter(), CancellationToken.None)).Select(message => message.Id)];

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
