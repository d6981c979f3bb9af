using System.Collections.Concurrent;
using System.Net;
using Gatepost.Interop.Lab;

namespace Gatepost.Interop;

/// <summary>A connection that is reset after each single octet of a short session, in and out.</summary>
[Trait("Speed", "Slow")]
[Trait("Statement", "SMTP-05")]
public sealed class CutConnectionTests : IAsyncLifetime
{
    private readonly LabFolder _folder = new();
    private readonly ConcurrentDictionary<string, bool> _acknowledged = new();
    private readonly List<CuttingProxy> _proxies = [];
    private LabAuthority _authority = null!;
    private MailSink _sink = null!;

    private IPEndPoint Sink => new(IPAddress.Parse(_folder.Address("6.1")), LabFolder.Port);

    public ValueTask InitializeAsync()
    {
        _authority = new(_folder);
        _sink = new(_folder.Address("6.1"), LabFolder.Port);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in _proxies) proxy.Dispose();
        await _sink.DisposeAsync();
        _authority.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_comes_in_is_taken_whole_and_once_or_not_at_all(bool cutsClient)
    {
        var config = new GatewayConfig(_folder, _authority, _folder.Address("6.50")).Domain("inside.test", _folder.Address("6.1"));
        using var gateway = await Gateway.StartAsync(_folder, _folder.Address("6.50"), config.ToString());
        var whole = await SendThroughAsync(gateway, "shortyes", cutsClient, long.MaxValue);
        var (length, end) = (cutsClient ? whole.ClientOctets : whole.ServerOctets, whole.ClientOctets - "QUIT\r\n".Length);
        var cuts = await Task.WhenAll(
            Enumerable.Range(0, (int)length).Select(after => SendThroughAsync(gateway, $"short{after:000}", cutsClient, after)));
        await EmptyAsync(gateway);

        Assert.All(_acknowledged.Keys, id => Assert.True(_sink.Has(id), $"{id} was acknowledged, and is lost"));
        Assert.All(_sink.Counts, static arrival => Assert.Equal(1, arrival.Value));
        Assert.Empty(_sink.Damaged);
        // What was not sent to its end, as the ids count the octets, is nowhere.
        if (cutsClient) Assert.All(cuts[..(int)end], (_, after) => Assert.False(_sink.Has($"short{after:000}m0"), $"taken after {after}"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_goes_out_arrives_and_twice_only_where_the_last_reply_was_lost(bool cutsGateway)
    {
        var (address, config) = (_folder.Address("6.51"), new GatewayConfig(_folder, _authority, _folder.Address("6.51")));
        const int Cuts = 700; // more than either side says
        foreach (var after in Enumerable.Range(0, Cuts))
            config.Domain($"cut{after:000}.test", address, "", Proxy(Sink, cutsGateway, after).Port);
        using var gateway = await Gateway.StartAsync(_folder, address, config.ToString());
        await Task.WhenAll(Enumerable.Range(0, Cuts).Select(after =>
            new LoadWriter(gateway.Address, Gateway.RelayPort, id => _acknowledged.TryAdd(id, true))
            {
                Recipient = $"box@cut{after:000}.test",
                Messages = 1,
            }.RunAsync($"short{after:000}", CancellationToken.None)));
        await EmptyAsync(gateway);

        Assert.Equal(Cuts, _acknowledged.Count);
        Assert.All(_acknowledged.Keys, id => Assert.True(_sink.Has(id), $"{id} is lost"));
        Assert.Empty(_sink.Damaged);
        var unknown = (await gateway.LedgerAsync()).Where(static row => row.Outcome == "unknown")
            .Select(static row => row.RecipientDomain).ToHashSet();
        var twice = _sink.Counts.Where(static arrival => arrival.Value > 1).ToArray();
        Assert.All(twice, arrival => Assert.True(
            arrival.Value == 2 && unknown.Contains($"cut{arrival.Key["short".Length..^"m0".Length]}.test"), $"{arrival}: nobody says why"));
        if (!cutsGateway) Assert.NotEmpty(twice);
    }

    private async Task<CuttingProxy> SendThroughAsync(Gateway gateway, string name, bool cutsClient, long after)
    {
        var proxy = Proxy(new(IPAddress.Parse(gateway.Address), Gateway.RelayPort), cutsClient, after);
        await new LoadWriter(gateway.Address, proxy.Port, id => _acknowledged.TryAdd(id, true)) { Messages = 1 }
            .RunAsync(name, CancellationToken.None);
        return proxy;
    }

    private CuttingProxy Proxy(IPEndPoint target, bool cutsClient, long after)
    {
        var proxy = new CuttingProxy(_folder.Address(target.Port == Gateway.RelayPort ? "6.50" : "6.51"), target, cutsClient, after);
        lock (_proxies) _proxies.Add(proxy);
        return proxy;
    }

    private static async Task EmptyAsync(Gateway gateway)
    {
        for (var tries = 0; (await gateway.RunAsync("queue", "list", "--json")).MustSucceed().Output.Trim() != "[]"; tries++)
        {
            Assert.True(tries < 100, $"the queue does not become empty:\n{gateway.Log}");
            await Task.Delay(300);
        }
    }
}
