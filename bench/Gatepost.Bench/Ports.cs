using System.Net;
using System.Net.Sockets;

namespace Gatepost.Bench;

/// <summary>Waits until somebody listens.</summary>
internal static class Ports
{
    public static async Task AnswerAsync(string endpoint)
    {
        for (var tries = 0; tries < 400; tries++)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPEndPoint.Parse(endpoint));
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }

        throw new TimeoutException($"nothing answers on {endpoint}");
    }
}
