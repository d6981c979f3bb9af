using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Gatepost.Interop.Lab;
using Gatepost.Interop.Lab.Disks;

namespace Gatepost.Interop;

/// <summary>A disk that is slow, fails for a while or for good, or cannot read one file: no 250 for what is not safe, and no
/// hand needed where the disk recovers.</summary>
[Trait("Speed", "Slow")]
public sealed class DiskTests : IAsyncLifetime
{
    private static readonly int MoveRounds =
        Environment.GetEnvironmentVariable("DISK_ROUNDS") is { } given ? int.Parse(given, null) : 1;

    private static readonly int[] FreeKibibytes =
        Environment.GetEnvironmentVariable("DISK_ROUNDS") is null ? [16, 40, 56] : [0, 4, 8, 16, 24, 32, 40, 44, 48, 56, 64, 80, 96];

    private DiskLab _lab = null!;

    public async ValueTask InitializeAsync()
    {
        await Peers.NeedAsync();
        _lab = new(128 + (40 * MoveRounds));
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Theory]
    [InlineData(50, 40)]
    [InlineData(5000, 4)]
    public async Task Where_each_sync_takes_long_each_250_waits_for_one(int milliseconds, int enough)
    {
        await _lab.StartAsync(hasJournal: true);
        _lab.Disk.FlushTakes = TimeSpan.FromMilliseconds(milliseconds);
        var watch = Stopwatch.StartNew();
        _lab.Load(4);
        await _lab.TakenAsync(1);
        Assert.InRange(watch.ElapsedMilliseconds, milliseconds, long.MaxValue);
        await _lab.TakenAsync(enough);
        _lab.Disk.FlushTakes = TimeSpan.Zero;
        await _lab.ArrivedAsync();
        Assert.Empty(_lab.Refusals);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_the_disk_fails_for_a_while_nothing_is_acknowledged_then_and_all_goes_on_by_itself(bool isFlush)
    {
        await _lab.StartAsync(hasJournal: false);
        _lab.Load(2);
        _lab.Load(2, "later", DiskLab.Later); // which waits, so that all of it is owed in the end
        await _lab.TakenAsync(100);

        Fail(true);
        await _lab.RefusedAsync(20);
        var before = _lab.Acknowledged.Count;
        await _lab.RefusedAsync(60);
        Assert.Equal(before, _lab.Acknowledged.Count);
        Assert.All(_lab.Refusals, static reply => Assert.Matches("^45[12] 4\\.3\\.[01] ", reply));
        Assert.Contains("spool.db", _lab.Gateway.Log, StringComparison.Ordinal);

        Fail(false);
        await _lab.TakenAsync(before + 100);
        await _lab.EndLoadAsync();
        _lab.Gateway.Kill();
        await _lab.Mounted.RemountAsync(); // what was only in memory is gone
        await using var later = new MailSink(_lab.LaterAddress, LabFolder.Port);
        await _lab.Gateway.StartAsync();
        await _lab.ArrivedAsync(later);

        void Fail(bool fails)
        {
            if (isFlush) _lab.Disk.FailsToFlush = fails;
            else _lab.Disk.FailsToWrite = fails;
        }
    }

    [Fact]
    public async Task Where_the_file_system_goes_read_only_nothing_more_is_acknowledged_and_what_was_is_there_after_a_mount()
    {
        await _lab.StartAsync(hasJournal: true, "-e", "remount-ro"); // as distributions mount it
        _lab.Load(2);
        _lab.Load(2, "later", DiskLab.Later);
        _lab.Load(1, LoadWriter.Big, DiskLab.Later);
        await _lab.TakenAsync(100);

        _lab.Disk.FailsToWrite = true;
        await Poll.UntilAsync(() => _lab.Mounted.IsReadOnly, "ext4 does not go read-only");
        _lab.Disk.FailsToWrite = false; // which ext4 does not look at again
        await _lab.RefusedAsync(20);
        var before = _lab.Acknowledged.Count;
        await _lab.RefusedAsync(60);
        Assert.Equal(before, _lab.Acknowledged.Count);
        Assert.All(_lab.Refusals, static reply => Assert.Matches("^45[12] 4\\.3\\.[01] ", reply));
        await _lab.LoggedAsync("/spool\\.db.* read-only");
        var health = await _lab.HealthAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.Code);
        Assert.Matches("/spool\\.db.* read-only", health.Text);

        await _lab.EndLoadAsync();
        _lab.Gateway.Kill();
        var start = await _lab.Gateway.RunAsync("serve");
        Assert.NotEqual(0, start.ExitCode);
        Assert.Contains("its file system is read-only. ", start.Output, StringComparison.Ordinal);
        await _lab.Mounted.RemountAsync(isChecked: true);
        await using var later = new MailSink(_lab.LaterAddress, LabFolder.Port);
        await _lab.Gateway.StartAsync();
        await _lab.ArrivedAsync(later);
    }

    /// <summary>
    /// Messages cannot be written, and the tables of the file system can: what ext4 without a journal loses of these is beyond us.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Where_the_disk_fails_in_the_middle_of_a_move_of_the_log_nothing_acknowledged_is_lost(bool isStartedAnew)
    {
        await _lab.StartAsync(hasJournal: false);
        for (var round = 0; round < MoveRounds; round++)
        {
            _lab.Load(2, $"{LoadWriter.Wide}{round}n", DiskLab.Later);
            _lab.Disk.FailsInMove = true;
            await Poll.UntilAsync(() => _lab.Disk.HasFailed, () => $"there is no move:\n{_lab.Gateway.Log}");
            if (isStartedAnew)
            {
                _lab.Gateway.Kill();
                await _lab.EndLoadAsync();
                _lab.Gateway.Launch();
                await _lab.TroubledAsync();
            }

            _lab.Disk.Recover();
            if (!_lab.Gateway.IsAlive) await _lab.Gateway.StartAsync();
            await Poll.PortAsync(_lab.Gateway.Address, Gateway.RelayPort);
            if (isStartedAnew) _lab.Load(2, $"{LoadWriter.Wide}{round}l", DiskLab.Later);
            await _lab.TakenAsync(_lab.Acknowledged.Count + 150); // some of them after another move
            await _lab.EndLoadAsync();
        }

        _lab.Gateway.Kill();
        await _lab.Mounted.RemountAsync();
        await using var later = new MailSink(_lab.LaterAddress, LabFolder.Port);
        await _lab.Gateway.StartAsync();
        await _lab.ArrivedAsync(later);
    }

    [Fact]
    public async Task Where_no_file_can_be_made_large_messages_get_452_and_small_ones_go_on()
    {
        await _lab.StartAsync(hasJournal: true, "-b", "4096", "-N", "48");
        _lab.Load(1, LoadWriter.Big, DiskLab.Later);
        await _lab.RefusedAsync(3);
        Assert.All(_lab.Refusals, static reply => Assert.StartsWith("452 4.3.1 ", reply, StringComparison.Ordinal));
        var before = _lab.Acknowledged.Count;
        Assert.InRange(before, 1, 47);
        _lab.Load(2);
        await _lab.TakenAsync(before + 50);
        await _lab.EndLoadAsync();

        _lab.Gateway.Kill();
        await using var later = new MailSink(_lab.LaterAddress, LabFolder.Port);
        await _lab.Gateway.StartAsync();
        await _lab.ArrivedAsync(later);
        var contents = Path.Combine(_lab.Mounted.Folder, "data", "content");
        await Poll.UntilAsync(() => Directory.GetFiles(contents).Length == 0, () => $"contents are left:\n{_lab.Gateway.Log}");
        before = _lab.Acknowledged.Count;
        _lab.Load(1, LoadWriter.Big + "again", DiskLab.Later); // those that went have left room
        await _lab.TakenAsync(before + 3);
        await _lab.ArrivedAsync(later);
    }

    /// <summary>With blocks smaller than pages, what SQLite maps into memory has holes, and one that cannot be filled is a
    /// SIGBUS.</summary>
    [Fact]
    public async Task A_disk_that_is_nearly_full_ends_no_process()
    {
        await _lab.MountAsync(hasJournal: true, "-b", "1024", "-m", "0");
        await _lab.StartAsync();
        _lab.Gateway.Kill();
        var data = Path.Combine(_lab.Mounted.Folder, "data");
        foreach (var free in FreeKibibytes)
        {
            foreach (var log in Directory.EnumerateFiles(data, "*-shm").Concat(Directory.EnumerateFiles(data, "*-wal"))) File.Delete(log);
            _lab.Mounted.Fill(free);
            var told = _lab.Gateway.Log.Split("the disk is full").Length;
            _lab.Gateway.Launch();
            await Poll.UntilAsync(() => !_lab.Gateway.IsAlive || Poll.Answers(_lab.Gateway.Address, Gateway.RelayPort), () => _lab.Gateway.Log);
            var isTold = _lab.Gateway.Log.Split("the disk is full").Length > told;
            Assert.True(_lab.Gateway.IsAlive || isTold, $"with {free} KiB free it ends without a word:\n{_lab.Gateway.Log}");
            _lab.Gateway.Kill();
        }
    }

    [Fact]
    public async Task A_content_that_cannot_be_read_keeps_only_its_own_message_waiting()
    {
        await _lab.StartAsync(hasJournal: true);
        await Task.WhenAll(
            _lab.SendAsync("later", DiskLab.Later), _lab.SendAsync(LoadWriter.Big + "one", DiskLab.Later), UntilBigAsync());
        _lab.Gateway.Kill();
        var bad = _lab.Acknowledged.Keys.First(static id => id.StartsWith(LoadWriter.Big, StringComparison.Ordinal));
        await _lab.Mounted.RemountAsync();
        _lab.Disk.Unreadable = Encoding.ASCII.GetBytes($"{bad} the same line, over and over");

        await using var sink = new MailSink(_lab.LaterAddress, LabFolder.Port);
        await _lab.Gateway.StartAsync();
        await Poll.UntilAsync(() => _lab.Acknowledged.Keys.All(id => id == bad || sink.Has(id)),
            () => $"others wait too:\n{_lab.Gateway.Log}");
        await Poll.UntilAsync(() => Regex.IsMatch(_lab.Gateway.Log, "error .*/content/[0-9a-f]+\\.eml'"),
            () => $"the log does not name the file:\n{_lab.Gateway.Log}");
        Assert.False(sink.Has(bad));

        _lab.Disk.Unreadable = null;
        await Poll.UntilAsync(() => sink.Has(bad), () => $"{bad} does not come:\n{_lab.Gateway.Log}");
        Assert.Empty(sink.Damaged);

        async Task UntilBigAsync()
        {
            await Poll.UntilAsync(
                () => _lab.Acknowledged.Keys.Count(static id => id.StartsWith(LoadWriter.Big, StringComparison.Ordinal)) >= 3,
                () => $"{_lab.Acknowledged.Count} were taken:\n{_lab.Gateway.Log}");
            await _lab.EndLoadAsync();
        }
    }
}
