using System.Net;
using Gatepost.Configuration;
using Gatepost.Inbound.Connections;

namespace Gatepost.Tests.Inbound;

/// <summary>All places are taken, and somebody new comes.</summary>
public sealed class GivingWayTests : IAsyncDisposable
{
    private readonly TestGate _gate = new();

    public GivingWayTests() =>
        _gate.Config = _gate.Config with { Limits = new() { Sessions = 2, SessionsPerAddress = 10, NewSessionsPerMinute = 600 } };

    public ValueTask DisposeAsync() => _gate.DisposeAsync();

    [Fact]
    public async Task The_session_that_has_waited_the_longest_for_its_client_gives_way()
    {
        await using var first = await GreetedAsync(1);
        await using var second = await GreetedAsync(2);
        _gate.Time.Advance(WaitingClients.Patience);
        await first.AskAsync("NOOP");

        await using var third = await GreetedAsync(3);

        Assert.StartsWith("421 4.3.2", await second.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Null(await second.ReadLineAsync());
        Assert.Equal(250, (await first.AskAsync("NOOP")).Code);
        Assert.Equal(250, (await third.AskAsync("NOOP")).Code);
        Assert.Equal(2, _gate.Listeners.OpenSessions);
    }

    [Fact]
    public async Task Nobody_who_is_busy_gives_way()
    {
        await using var first = await GreetedAsync(1);
        await using var second = await GreetedAsync(2);
        await using var third = Connect(3);
        Assert.StartsWith("421 4.3.2", await third.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_octet_now_and_then_keeps_no_place()
    {
        await using var first = await GreetedAsync(1);
        await using var second = await GreetedAsync(2);
        await first.AskAsync("NOOP");
        for (var i = 0; i < 10; i++)
        {
            _gate.Time.Advance(WaitingClients.Patience);
            await second.AskAsync("NOOP");
            await first.SendAsync("x");
        }

        await using var third = await GreetedAsync(3);
        Assert.StartsWith("421 4.3.2", await first.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_handshake_that_is_begun_and_left_gives_way(bool fromTheFirstOctet)
    {
        await using var first = Connect(1, fromTheFirstOctet ? TestGate.Submissions : null);
        if (!fromTheFirstOctet)
        {
            await first.ReadReplyAsync();
            await first.AskAsync("EHLO client.example");
            await first.AskAsync("STARTTLS");
        }

        await using var second = await GreetedAsync(2);
        _gate.Time.Advance(WaitingClients.Patience);
        await second.AskAsync("NOOP");
        await using var third = await GreetedAsync(3);
        Assert.Null(await first.ReadLineAsync());
        Assert.Contains(_gate.Log.All, static line => line.Text.Contains("handshake failed: gave way", StringComparison.Ordinal));
    }

    [Fact]
    public async Task To_an_address_that_comes_again_and_again_nobody_gives_way()
    {
        for (var i = 0; i < Admission.ModestSessions; i++)
        {
            await using var again = await GreetedAsync(9);
        }

        await using var first = await GreetedAsync(1);
        await using var second = await GreetedAsync(2);
        _gate.Time.Advance(WaitingClients.Patience);
        await using var one = Connect(9);
        Assert.StartsWith("421 4.3.2", await one.ReadLineAsync(), StringComparison.Ordinal);
    }

    private TestClient Connect(byte address, ListenerConfig? listener = null) =>
        _gate.Connect(listener, new IPAddress([192, 0, 2, address]));

    private async Task<TestClient> GreetedAsync(byte address)
    {
        var client = Connect(address);
        Assert.Equal(220, (await client.ReadReplyAsync()).Code);
        Assert.Equal(250, (await client.AskAsync("EHLO client.example")).Code);
        return client;
    }
}
