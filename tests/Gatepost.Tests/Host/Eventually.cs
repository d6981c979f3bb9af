namespace Gatepost.Tests.Host;

/// <summary>Waits for what happens by itself, within a bound.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<Task<bool>> holds, string what)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await holds())
        {
            if (limit.IsCancellationRequested) Assert.Fail($"within a minute it did not come true that {what}");
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
