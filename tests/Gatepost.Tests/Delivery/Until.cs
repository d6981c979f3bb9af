namespace Gatepost.Tests.Delivery;

/// <summary>Waits for what other tasks do, with a bound.</summary>
internal static class Until
{
    private const int Tries = 2000;

    public static async Task TrueAsync(Func<bool> condition)
    {
        for (var i = 0; i < Tries; i++)
        {
            if (condition()) return;
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        Assert.Fail("it did not come true");
    }

    /// <summary>Pushes a clock, or whatever it takes, until a task is done.</summary>
    public static async Task DoneAsync(Task task, Action push)
    {
        for (var i = 0; i < Tries && !task.IsCompleted; i++)
        {
            push();
            await Task.WhenAny(task, Task.Delay(5, TestContext.Current.CancellationToken));
        }

        Assert.True(task.IsCompleted, "it did not end");
    }
}
