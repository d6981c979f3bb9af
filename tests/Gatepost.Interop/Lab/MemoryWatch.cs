using System.Globalization;

namespace Gatepost.Interop.Lab;

/// <summary>Looks at the memory of a process several times a second, and remembers the most.</summary>
internal sealed class MemoryWatch : IAsyncDisposable
{
    private const long Mebi = 1024 * 1024;

    private readonly CancellationTokenSource _end = new();
    private readonly string _file;
    private readonly Task _looking;

    public MemoryWatch(int process)
    {
        _file = $"/proc/{process}/smaps_rollup";
        _looking = LookAsync();
    }

    /// <summary>MiB that the process has of its own (the proportional set size), now.</summary>
    public double Now => File.ReadLines(_file).First(static line => line.StartsWith("Pss:", StringComparison.Ordinal))
        .Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var kibi, ..]
            ? long.Parse(kibi, CultureInfo.InvariantCulture) * 1024 / (double)Mebi : 0;

    /// <summary>The most of it so far.</summary>
    public double Peak { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _looking;
        _end.Dispose();
    }

    private async Task LookAsync()
    {
        try
        {
            while (true)
            {
                Peak = Math.Max(Peak, Now);
                await Task.Delay(100, _end.Token);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException)
        {
            // The watch is over, or the process is.
        }
    }
}
