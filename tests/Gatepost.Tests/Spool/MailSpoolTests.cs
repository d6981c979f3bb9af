using Gatepost.Configuration;
using Gatepost.Messages;
using Gatepost.Spool;
using Gatepost.Storage.Sqlite;
using Gatepost.Tests.Storage;
using Gatepost.Tests.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Spool;

public sealed class MailSpoolTests : IAsyncLifetime
{
    private const long Greatest = 10_000;

    private static readonly IReadOnlySet<string> None = new HashSet<string>();

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));
    private SqliteSpoolStore _store = null!;
    private MailSpool _spool = null!;

    public ValueTask InitializeAsync()
    {
        _store = SqliteStores.Spool(_folder.Path, _clock);
        _spool = On(_store);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _spool.Dispose();
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_wait_for_work_ends_when_a_message_is_committed()
    {
        var waiting = LeaseAsync();
        Assert.False(waiting.IsCompleted);
        var message = await CommitAsync("one.test");
        Assert.Equal(message.Id, Assert.Single(await waiting.WaitAsync(TimeSpan.FromSeconds(30))).Message.Id);
    }

    [Fact]
    public async Task A_wait_for_work_ends_when_a_deferred_entry_is_due()
    {
        await CommitAsync("one.test", _clock.GetUtcNow().AddMinutes(5));
        var waiting = LeaseAsync();
        for (var minute = 0; minute < 4; minute++) await AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.False(waiting.IsCompleted);
        // The timers are made on other threads: pass the time until they have seen it.
        for (var i = 0; i < 600 && !waiting.IsCompleted; i++) await AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Single(await waiting.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task A_wait_for_work_ends_when_an_operator_releases_an_entry()
    {
        var message = await CommitAsync("one.test", held: true);
        var waiting = LeaseAsync();
        Assert.False(waiting.IsCompleted);
        await _store.ApplyAsync(new QueueFilter { Ids = [message.Id] }, QueueAction.Release, CancellationToken.None);
        Assert.Single(await waiting.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task A_wait_for_work_can_be_cancelled_and_takes_no_lease_with_it()
    {
        using var stop = new CancellationTokenSource();
        var waiting = _spool.LeaseDueAsync(new("test", _clock.GetUtcNow().AddHours(1), 10, None), stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await CommitAsync("one.test");
        Assert.Single(await LeaseAsync());
    }

    [Fact]
    public async Task Ids_go_on_after_the_highest_of_the_store()
    {
        var message = await CommitAsync("one.test");
        await _store.DisposeAsync();
        _clock.AdjustTime(_clock.GetUtcNow().AddDays(-1));
        _store = SqliteStores.Spool(_folder.Path, _clock);
        using var after = On(_store);
        Assert.True(after.NextId() > message.Id);
    }

    [Fact]
    public void Below_the_reserve_there_is_no_room_and_it_is_asked_again_by_and_by()
    {
        var disk = new FreeSpaceStore { Free = 1000 };
        var room = new DiskRoom(disk, Reserve(600), _clock, NullLogger.Instance);
        Assert.False(room.TryPromise(401));
        Assert.True(room.TryPromise(400));
        // What was promised is taken off until the disk tells of it.
        Assert.False(room.TryPromise(1));
        disk.Free = 2000;
        Assert.False(room.TryPromise(1));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(room.TryPromise(1400));
        _clock.Advance(TimeSpan.FromSeconds(1));
        disk.DiskFault = new IOException("gone");
        Assert.True(room.TryPromise(0) is false);
    }

    [Fact]
    public void A_store_that_cannot_write_takes_no_mail_at_all()
    {
        var disk = new FreeSpaceStore { Free = 1000, Problem = "the disk is gone" };
        var room = new DiskRoom(disk, Reserve(600), _clock, NullLogger.Instance);
        Assert.False(room.TryPromise(0));
        disk.Problem = null;
        Assert.True(room.TryPromise(0));
    }

    [Fact]
    public void A_shortage_is_told_once_and_its_end_when_any_message_fits_again()
    {
        var (disk, log) = (new FreeSpaceStore { Free = 1000 }, new ListLogger<DiskRoom>());
        var room = new DiskRoom(disk, Reserve(600), _clock, log);
        foreach (var size in (int[])[500, 0, 500, 100, 500]) room.TryPromise(size);
        Assert.Contains("queue.disk_reserve is 600", Assert.Single(log.Lines), StringComparison.Ordinal);
        disk.Free = 600 + Greatest;
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(room.TryPromise(0));
        Assert.Contains("has room again", log.Lines[1], StringComparison.Ordinal);
        Assert.Equal(2, log.Lines.Count);
    }

    [Fact]
    public void While_room_is_short_the_store_is_urged_to_give_back_what_it_keeps()
    {
        var disk = new FreeSpaceStore { Free = 1000 };
        var room = new DiskRoom(disk, Reserve(600), _clock, NullLogger.Instance);
        room.TryPromise(400);
        Assert.Equal(0, disk.Urged);
        for (var i = 0; i < 10; i++) room.TryPromise(1);
        Assert.Equal(1, disk.Urged);
        _clock.Advance(TimeSpan.FromSeconds(1));
        room.TryPromise(500);
        Assert.Equal(2, disk.Urged);
    }

    private static FixedConfig Reserve(long octets) => new(new GatepostConfig
    {
        Hostname = "gate.test",
        DataDirectory = "/nowhere",
        Queue = new QueueConfig { DiskReserve = octets },
        Limits = new LimitsConfig { MessageSize = Greatest },
    });

    private MailSpool On(SqliteSpoolStore store) =>
        new(store, SqliteStores.Config(_folder.Path), _clock, NullLogger<MailSpool>.Instance);

    private Task<IReadOnlyList<Lease>> LeaseAsync() =>
        _spool.LeaseDueAsync(new("test", _clock.GetUtcNow().AddHours(1), 10, None), CancellationToken.None);

    private async Task AdvanceAsync(TimeSpan time)
    {
        await Task.Delay(1);
        _clock.Advance(time);
    }

    private async Task<QueuedMessage> CommitAsync(string destination, DateTimeOffset? due = null, bool held = false)
    {
        var message = await TestMail.MakeAsync(_store, destination, _clock.GetUtcNow()) with
        {
            Id = _spool.NextId(),
            NextAttemptAt = due ?? _clock.GetUtcNow(),
            IsHeld = held,
        };
        await _spool.CommitAsync([message], CancellationToken.None);
        return message;
    }
}
