using System.Diagnostics;
using System.Net.Sockets;

namespace Gatepost.Interop.Lab;

/// <summary>Waits for something to become true, with a bound; never for a time to pass.</summary>
internal static class Poll
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    public static Task<T> ForAsync<T>(Func<T?> look, string what, TimeSpan? patience = null) where T : class =>
        ForAsync(look, () => what, patience);

    public static Task UntilAsync(Func<bool> look, string what, TimeSpan? patience = null) => UntilAsync(look, () => what, patience);

    /// <param name="look">Asked again and again.</param>
    /// <param name="what">What is missing still when patience ends.</param>
    /// <param name="patience">How long to wait.</param>
    public static Task UntilAsync(Func<bool> look, Func<string> what, TimeSpan? patience = null) =>
        ForAsync(() => look() ? "yes" : null, what, patience);

    public static Task PortAsync(string address, int port = LabFolder.Port) =>
        UntilAsync(() => Answers(address, port), $"nothing answers on {address}:{port}");

    public static bool Answers(string address, int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(address, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task<T> ForAsync<T>(Func<T?> look, Func<string> what, TimeSpan? patience) where T : class
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if (look() is { } found) return found;
            if (watch.Elapsed > (patience ?? Patience))
                throw new TimeoutException($"After {watch.Elapsed.TotalSeconds:F0} s: {what()}");
            await Task.Delay(25);
        }
    }
}
