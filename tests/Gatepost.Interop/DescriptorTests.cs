using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Gatepost.Interop.Lab;

namespace Gatepost.Interop;

/// <summary>A process that may open few files, and clients that want more.</summary>
[Trait("Speed", "Slow")]
public sealed class DescriptorTests : IAsyncLifetime
{
    private const int Limit = 400;

    private readonly LabFolder _folder = new();
    private readonly List<Socket> _clients = [];
    private readonly CancellationTokenSource _end = new();
    private LabAuthority _authority = null!;
    private MailSink _sink = null!;
    private Gateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _authority = new(_folder);
        _sink = new(_folder.Address("5.1"), LabFolder.Port);
        var address = _folder.Address("5.50");
        var config = new GatewayConfig(_folder, _authority, address).Domain("inside.test", _folder.Address("5.1")).ToString()
            .Replace("listen = \"off\"", $"listen = \"{address}:{Gateway.AdminPort}\"", StringComparison.Ordinal);
        _gateway = await Gateway.StartAsync(_folder, address, config, "info", "prlimit", $"--nofile={Limit}:{Limit}");
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _clients.ForEach(static client => client.Dispose());
        _gateway?.Kill();
        _gateway?.Dispose();
        await _sink.DisposeAsync();
        _end.Dispose();
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Where_no_file_is_left_clients_wait_mail_goes_on_and_all_recovers_by_itself()
    {
        await Poll.UntilAsync(
            () => Lines($"may have {Limit} files open, and limits.sessions") == 1, () => $"the start says nothing:\n{_gateway.Log}");
        var acknowledged = new ConcurrentDictionary<string, bool>();
        var load = new LoadWriter(_gateway.Address, Gateway.RelayPort, id => acknowledged.TryAdd(id, true));
        var writing = load.RunAsync("now", _end.Token);
        await TakenAsync(20);

        // More than there may be sessions are told to come later.
        Connect(Gateway.RelayPort, 100);
        await Poll.UntilAsync(() => _clients.Any(static client => Read(client).StartsWith("421 4", StringComparison.Ordinal)),
            () => $"nobody was told to come later:\n{_gateway.Log}");
        // And who gets in by a door that counts nobody takes what is left.
        Connect(Gateway.AdminPort, 300);
        await Poll.UntilAsync(() => Lines("no connection can be taken now") > 0, () => $"the log does not say it:\n{_gateway.Log}");

        await TakenAsync(acknowledged.Count + 50);
        await _end.CancelAsync();
        await writing;
        var before = _gateway.CpuTime;
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        Assert.InRange((_gateway.CpuTime - before).TotalSeconds, 0, 1);
        Assert.Equal(1, Lines("no connection can be taken now"));

        _clients.ForEach(static client => client.Dispose());
        var later = new LoadWriter(_gateway.Address, Gateway.RelayPort, id => acknowledged.TryAdd(id, true)) { Messages = 20 };
        var enough = acknowledged.Count + 20;
        await later.RunAsync("later", CancellationToken.None);
        await TakenAsync(enough);
        await Poll.UntilAsync(() => acknowledged.Keys.All(_sink.Has), () => $"lost:\n{_gateway.Log}");

        Task TakenAsync(int most) =>
            Poll.UntilAsync(() => acknowledged.Count >= most, () => $"{acknowledged.Count} were taken:\n{_gateway.Log}");
    }

    private void Connect(int port, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var client = new Socket(SocketType.Stream, ProtocolType.Tcp) { Blocking = true };
            client.Connect(_gateway.Address, port);
            _clients.Add(client);
        }
    }

    private static string Read(Socket client)
    {
        var octets = new byte[200];
        return client.Available == 0 ? "" : System.Text.Encoding.Latin1.GetString(octets, 0, client.Receive(octets, SocketFlags.Peek));
    }

    private int Lines(string text) => Regex.Count(_gateway.Log, Regex.Escape(text));
}
