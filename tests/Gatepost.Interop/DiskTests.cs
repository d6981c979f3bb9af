using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Gatepost.Interop.Lab;
using Gatepost.Interop.Lab.Disks;

namespace Gatepost.Interop;

/// <summary>A disk that is slow, fails for a while, or cannot read one file: no 250 for what is not safe, and no hand needed
/// where the disk recovers.</summary>
[Trait("Speed", "Slow")]
public sealed class DiskTests : IAsyncLifetime
{
    private readonly LabFolder _folder = new();
    private readonly FaultyDisk _disk = new(new MemoryDisk(96 << 20));
    private readonly ConcurrentDictionary<string, bool> _acknowledged = new();
    private readonly ConcurrentQueue<string> _refusals = new();
    private readonly CancellationTokenSource _end = new();
    private LabAuthority _authority = null!;
    private FuseFile _file = null!;
    private MountedDisk _mounted = null!;
    private MailSink _sink = null!;
    private Gateway _gateway = null!;
    private Task[] _load = [];

    public async ValueTask InitializeAsync()
    {
        await Peers.NeedAsync();
        _authority = new(_folder);
        _file = new(_folder.Write("disk.img", ""), _disk);
        _sink = new(_folder.Address("5.1"), LabFolder.Port);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_load);
        _gateway?.Kill();
        _gateway?.Dispose();
        await _sink.DisposeAsync();
        (_disk.FailsToFlush, _disk.FailsToWrite, _disk.Unreadable, _disk.FlushTakes) = (false, false, null, TimeSpan.Zero);
        _mounted?.Dispose();
        _file.Dispose();
        _end.Dispose();
        _authority.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(50, 40)]
    [InlineData(5000, 4)]
    public async Task Where_each_sync_takes_long_each_250_waits_for_one(int milliseconds, int enough)
    {
        await StartAsync(hasJournal: true);
        _disk.FlushTakes = TimeSpan.FromMilliseconds(milliseconds);
        var watch = Stopwatch.StartNew();
        Load(4);
        await TakenAsync(1);
        Assert.InRange(watch.ElapsedMilliseconds, milliseconds, long.MaxValue);
        await TakenAsync(enough);
        _disk.FlushTakes = TimeSpan.Zero;
        await ArrivedAsync();
        Assert.Empty(_refusals);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_the_disk_fails_for_a_while_nothing_is_acknowledged_then_and_all_goes_on_by_itself(bool isFlush)
    {
        await StartAsync(hasJournal: false);
        Load(2);
        Load(2, "later", "box@later.test"); // which waits, so that all of it is owed in the end
        await TakenAsync(100);

        Fail(true);
        await Poll.UntilAsync(() => _refusals.Count > 20, () => $"{_refusals.Count} were refused:\n{_gateway.Log}");
        var before = _acknowledged.Count;
        await Poll.UntilAsync(() => _refusals.Count > 60, () => $"{_refusals.Count} were refused:\n{_gateway.Log}");
        Assert.Equal(before, _acknowledged.Count);
        Assert.All(_refusals, static reply => Assert.Matches("^45[12] 4\\.3\\.[01] ", reply));
        Assert.Contains("spool.db", _gateway.Log, StringComparison.Ordinal);

        Fail(false);
        await TakenAsync(before + 100);
        await _end.CancelAsync();
        await Task.WhenAll(_load);
        _gateway.Kill();
        await _mounted.RemountAsync(); // what was only in memory is gone
        await using var later = new MailSink(_folder.Address("5.9"), LabFolder.Port);
        await _gateway.StartAsync();
        await ArrivedAsync(later);

        void Fail(bool fails)
        {
            if (isFlush) _disk.FailsToFlush = fails;
            else _disk.FailsToWrite = fails;
        }
    }

    [Fact]
    public async Task A_content_that_cannot_be_read_keeps_only_its_own_message_waiting()
    {
        await StartAsync(hasJournal: true);
        var later = _folder.Address("5.9"); // where nobody listens yet
        await Task.WhenAll(Sender("later", "box@later.test"), Sender(LoadWriter.Big + "one", "box@later.test"), UntilBigAsync());
        _gateway.Kill();
        var bad = _acknowledged.Keys.First(static id => id.StartsWith(LoadWriter.Big, StringComparison.Ordinal));
        await _mounted.RemountAsync();
        _disk.Unreadable = Encoding.ASCII.GetBytes($"{bad} the same line, over and over");

        await using var sink = new MailSink(later, LabFolder.Port);
        await _gateway.StartAsync();
        await Poll.UntilAsync(
            () => _acknowledged.Keys.All(id => id == bad || sink.Has(id)), () => $"others wait too:\n{_gateway.Log}");
        await Poll.UntilAsync(() => Regex.IsMatch(_gateway.Log, "error .*/content/[0-9a-f]+\\.eml'"),
            () => $"the log does not name the file:\n{_gateway.Log}");
        Assert.False(sink.Has(bad));

        _disk.Unreadable = null;
        await Poll.UntilAsync(() => sink.Has(bad), () => $"{bad} does not come:\n{_gateway.Log}");
        Assert.Empty(sink.Damaged);

        async Task UntilBigAsync()
        {
            await Poll.UntilAsync(
                () => _acknowledged.Keys.Count(static id => id.StartsWith(LoadWriter.Big, StringComparison.Ordinal)) >= 3,
                () => $"{_acknowledged.Count} were taken:\n{_gateway.Log}");
            await _end.CancelAsync();
        }
    }

    private async Task StartAsync(bool hasJournal)
    {
        _mounted = await MountedDisk.FormatAsync(_file.Path, _folder.Sub("disk"), hasJournal);
        var address = _folder.Address("5.50");
        var config = new GatewayConfig(_folder, _authority, address).In(Path.Combine(_mounted.Folder, "data"))
            .Domain("inside.test", _folder.Address("5.1")).Domain("later.test", _folder.Address("5.9"));
        _gateway = await Gateway.StartAsync(_folder, address, config.ToString());
    }

    private void Load(int senders, string name = "now", string recipient = "box@inside.test") =>
        _load = [.. _load, .. Enumerable.Range(0, senders).Select(n => Sender($"{name}{n}", recipient))];

    private Task Sender(string name, string recipient) =>
        new LoadWriter(_gateway.Address, Gateway.RelayPort, id => _acknowledged.TryAdd(id, true))
        {
            Recipient = recipient,
            Refused = _refusals.Enqueue,
        }.RunAsync(name, _end.Token);

    private Task TakenAsync(int enough) =>
        Poll.UntilAsync(() => _acknowledged.Count >= enough, () => $"{_acknowledged.Count} were taken:\n{_gateway.Log}");

    private async Task ArrivedAsync(MailSink? other = null)
    {
        await _end.CancelAsync();
        await Task.WhenAll(_load);
        await Poll.UntilAsync(() => _acknowledged.Keys.All(Has),
            () => $"lost: {string.Join(", ", _acknowledged.Keys.Where(id => !Has(id)).Take(20))}\n{_gateway.Log}");
        Assert.Empty(_sink.Damaged);
        Assert.Empty(other?.Damaged ?? []);

        bool Has(string id) => _sink.Has(id) || other?.Has(id) is true;
    }
}
