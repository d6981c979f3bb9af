using System.Globalization;
using System.Net;
using System.Text;
using Gatepost.Interop.Lab;

namespace Gatepost.Interop;

/// <summary>
/// A gateway that has 256 MiB, as in a small container: it survives, and what it cannot take it refuses for now. In CI with fewer
/// sessions and smaller messages; MEMORY_LONG=1 takes 1000 sessions, and 50 messages of 100 MiB at once.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class MemoryTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const long Limit = 256L * 1024 * 1024;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("MEMORY_LONG") is not null;
    private static readonly byte[] Line = Encoding.ASCII.GetBytes(new string('x', 74) + "\r\n");
    private static readonly byte[] Piece = [.. Enumerable.Repeat(Line, 16 * 1024 / Line.Length).SelectMany(static line => line)];

    private readonly LabFolder _folder = new();
    private readonly MemoryCage _cage = new(Limit);
    private LabAuthority _authority = null!;
    private OctetSink _sink = null!;
    private Gateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _authority = new(_folder);
        _sink = new(_folder.Address("6.3"), LabFolder.Port);
        var config = new GatewayConfig(_folder, _authority, _folder.Address("6.53"))
            .Domain("inside.test", _folder.Address("6.3")).MessagesUpTo(110);
        _gateway = await Gateway.StartAsync(_folder, _folder.Address("6.53"), config.ToString(), under: _cage.Under);
    }

    public async ValueTask DisposeAsync()
    {
        _gateway.Dispose();
        _cage.Dispose();
        await _sink.DisposeAsync();
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public Task Many_sessions_each_in_the_middle_of_a_message_fit_into_256_MiB() => AllAtOnceAsync(IsLong ? 1000 : 250, 250 * 1024);

    [Fact]
    public Task Large_messages_at_once_fit_into_256_MiB() => AllAtOnceAsync(50, IsLong ? 100L * 1024 * 1024 : 3L * 1024 * 1024);

    private async Task AllAtOnceAsync(int sessions, long octets)
    {
        await using var memory = new MemoryWatch(_gateway.ProcessId);
        using var end = new CancellationTokenSource(TimeSpan.FromMinutes(IsLong ? 20 : 2));
        var (begun, all) = (0, new TaskCompletionSource());
        var results = await Task.WhenAll(Enumerable.Range(0, sessions).Select(async _ =>
        {
            try
            {
                await using var client = await TlsClient.ConnectAsync(_gateway, Gateway.RelayPort, IPAddress.Loopback, end.Token);
                await client.BeginAsync("box@inside.test", end.Token);
                await client.SendAsync("Subject: much\r\n\r\n"u8.ToArray(), end.Token);
                for (var left = octets; left > 0; left -= Piece.Length) await client.SendAsync(Piece, end.Token);
                // All of them are in the middle of their message now.
                if (Interlocked.Increment(ref begun) == sessions) all.SetResult();
                await all.Task.WaitAsync(end.Token);
                await client.AskAsync(".", end.Token);
                return "taken";
            }
            catch (IOException refused)
            {
                if (Interlocked.Increment(ref begun) == sessions) all.SetResult();
                return refused.Message;
            }
        }));
        var taken = results.Count(static result => result == "taken");
        await Poll.UntilAsync(() => _sink.Messages >= taken || !_gateway.IsAlive, () => $"{_sink.Messages} of {taken} arrived",
            TimeSpan.FromMinutes(IsLong ? 10 : 1));
        var says = string.Create(CultureInfo.InvariantCulture,
            $"{_cage.Kind}: {sessions} sessions, {octets / 1024} KiB each: {taken} taken, {_sink.Octets / 1024 / 1024} MiB arrived; "
            + $"PSS at most {memory.Peak:F0} MiB, the kernel counted {_cage.Peak:F0} MiB");
        output.WriteLine(says);
        Assert.True(_gateway.IsAlive, $"the gateway has ended; {says}\n{_gateway.Log}");
        // What is refused for lack of memory is refused for now, and said to be.
        Assert.All(results, static result => Assert.True(result == "taken" || result.StartsWith("'4", StringComparison.Ordinal), result));
        Assert.Equal(sessions, taken);
        Assert.DoesNotContain("OutOfMemory", _gateway.Log, StringComparison.Ordinal);
        Assert.InRange(memory.Peak, 1, Limit / 1024.0 / 1024);
    }
}
