using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;

namespace Gatepost.Interop.Lab.Disks;

/// <summary>A gateway under load whose data folder lies on a disk that can fail, and all that it has acknowledged.</summary>
internal sealed class DiskLab : IAsyncDisposable
{
    /// <summary>Mail to it waits until somebody listens at <see cref="LaterAddress"/>.</summary>
    public const string Later = "box@later.test";

    private readonly LabAuthority _authority;
    private readonly FuseFile _file;
    private readonly MailSink _sink;
    private CancellationTokenSource _end = new();
    private Task[] _load = [];

    public DiskLab(int mebi)
    {
        Disk = new(new MemoryDisk((long)mebi << 20));
        _authority = new(Folder);
        _file = new(Folder.Write("disk.img", ""), Disk);
        _sink = new(Folder.Address("5.1"), LabFolder.Port);
    }

    public LabFolder Folder { get; } = new();

    public FaultyDisk Disk { get; }

    public ConcurrentDictionary<string, bool> Acknowledged { get; } = new();

    public ConcurrentQueue<string> Refusals { get; } = new();

    public string LaterAddress => Folder.Address("5.9");

    public MountedDisk Mounted { get; private set; } = null!;

    public Gateway Gateway { get; private set; } = null!;

    public async ValueTask DisposeAsync()
    {
        await EndLoadAsync();
        Gateway?.Kill();
        Gateway?.Dispose();
        await _sink.DisposeAsync();
        Disk.Recover();
        Mounted?.Dispose();
        _file.Dispose();
        _end.Dispose();
        _authority.Dispose();
        Folder.Dispose();
    }

    /// <param name="hasJournal">ext4 with one goes read-only at the first write of it that fails.</param>
    /// <param name="format">Further arguments of mkfs.ext4.</param>
    public async Task StartAsync(bool hasJournal, params string[] format)
    {
        await MountAsync(hasJournal, format);
        await StartAsync();
    }

    public async Task MountAsync(bool hasJournal, params string[] format) =>
        Mounted = await MountedDisk.FormatAsync(_file.Path, Folder.Sub("disk"), hasJournal, format);

    public async Task StartAsync()
    {
        var address = Folder.Address("5.50");
        var config = new GatewayConfig(Folder, _authority, address).In(Path.Combine(Mounted.Folder, "data")).Admin()
            .Domain("inside.test", Folder.Address("5.1")).Domain("later.test", LaterAddress);
        Gateway = await Gateway.StartAsync(Folder, address, config.ToString());
    }

    public void Load(int senders, string name = "now", string recipient = "box@inside.test") =>
        _load = [.. _load, .. Enumerable.Range(0, senders).Select(n => SendAsync($"{name}{n}", recipient))];

    public Task SendAsync(string name, string recipient) =>
        new LoadWriter(Gateway.Address, Gateway.RelayPort, id => Acknowledged.TryAdd(id, true))
        {
            Recipient = recipient,
            Refused = Refusals.Enqueue,
        }.RunAsync(name, _end.Token);

    /// <summary>Another may begin after it.</summary>
    public async Task EndLoadAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_load);
        _end.Dispose();
        (_end, _load) = (new(), []);
    }

    public Task TakenAsync(int enough) =>
        Poll.UntilAsync(() => Acknowledged.Count >= enough, () => $"{Acknowledged.Count} were taken:\n{Gateway.Log}");

    public Task RefusedAsync(int enough) =>
        Poll.UntilAsync(() => Refusals.Count >= enough, () => $"{Refusals.Count} were refused:\n{Gateway.Log}");

    public Task LoggedAsync(string pattern) => Poll.UntilAsync(
        () => Regex.IsMatch(Gateway.Log, pattern), () => $"the log does not say \"{pattern}\":\n{Gateway.Log}");

    /// <summary>The gateway has ended, or takes no mail because of the disk.</summary>
    public async Task TroubledAsync()
    {
        var refused = Refusals.Count;
        await Poll.UntilAsync(() => !Gateway.IsAlive || Poll.Answers(Gateway.Address, Gateway.RelayPort), () => Gateway.Log);
        if (!Gateway.IsAlive) return;
        Load(1, "troubled", Later);
        await Poll.UntilAsync(() => !Gateway.IsAlive || Refusals.Count > refused, () => $"mail is taken:\n{Gateway.Log}");
        await EndLoadAsync();
    }

    /// <summary>Ends the load, and waits for all that was acknowledged.</summary>
    public async Task ArrivedAsync(MailSink? other = null)
    {
        await EndLoadAsync();
        await Poll.UntilAsync(() => Acknowledged.Keys.All(Has),
            () => $"lost: {string.Join(", ", Acknowledged.Keys.Where(id => !Has(id)).Take(20))}\n{Gateway.Log}");
        Assert.Empty(_sink.Damaged);
        Assert.Empty(other?.Damaged ?? []);

        bool Has(string id) => _sink.Has(id) || other?.Has(id) is true;
    }

    /// <summary>What <c>/health/ready</c> says.</summary>
    public async Task<(HttpStatusCode Code, string Text)> HealthAsync()
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync($"http://{Gateway.Address}:{Gateway.AdminPort}/health/ready");
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
