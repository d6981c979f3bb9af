using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Gatepost.Interop.Lab;

/// <summary>
/// Servers of others that send honest mail: one connection after the other, each from another address, STARTTLS, some messages,
/// QUIT. They wait for each reply, so their rate shows how soon they are served.
/// </summary>
internal sealed class Correspondents(LabFolder lab, Gateway gateway)
{
    private const int AtOnce = 4;
    private const int MessagesEach = 10;

    private int _connections, _messages;

    /// <summary>The ids of the messages that were acknowledged.</summary>
    public HashSet<string> Acknowledged { get; } = [];

    /// <summary>What stood in the way of the last ones that did not get through.</summary>
    public string Trouble { get; private set; } = "";

    /// <summary>Sends for some time, and says how many messages a second were taken.</summary>
    public async Task<double> SendAsync(TimeSpan time)
    {
        var (before, watch) = (Acknowledged.Count, Stopwatch.StartNew());
        using var end = new CancellationTokenSource(time);
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => SendAsync(end.Token)));
        return (Acknowledged.Count - before) / watch.Elapsed.TotalSeconds;
    }

    private async Task SendAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                await ConnectAsync(end);
            }
            catch (Exception lost) when (lost is IOException or SocketException or OperationCanceledException)
            {
                if (!end.IsCancellationRequested) Trouble = lost.Message;
            }
        }
    }

    private async Task ConnectAsync(CancellationToken end)
    {
        var number = Interlocked.Increment(ref _connections);
        var from = IPAddress.Parse(lab.Address($"{7 + (number / 250 % 4)}.{1 + (number % 250)}"));
        await using var client = await TlsClient.ConnectAsync(gateway, Gateway.MxPort, from, end);
        for (var n = 0; n < MessagesEach; n++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"honest{Interlocked.Increment(ref _messages)}");
            await client.BeginAsync("box@inside.test", end);
            await client.AskAsync($"{LoadWriter.ContentOf(id)}.", end);
            lock (Acknowledged) Acknowledged.Add(id);
        }

        await client.AskAsync("QUIT", end);
    }
}
