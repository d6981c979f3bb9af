namespace Gatepost.Dispatch;

/// <summary>Counts what runs, so that a stop can wait for it.</summary>
internal sealed class RunningTasks
{
    private readonly Lock _gate = new();
    private int _count;
    private TaskCompletionSource? _done;

    /// <summary>
    /// Starts it on the thread pool. It must not throw; what it throws all the same is the process's last word.
    /// </summary>
    public void Run(Func<Task> work)
    {
        lock (_gate) _count++;
        ThreadPool.UnsafeQueueUserWorkItem(static async state =>
        {
            try
            {
                await state.Work();
            }
            finally
            {
                state.Tasks.End();
            }
        }, (Tasks: this, Work: work), preferLocal: false);
    }

    /// <summary>Waits until nothing runs; false: <paramref name="limit"/> was over before.</summary>
    public async Task<bool> WhenDoneAsync(TimeSpan limit, TimeProvider time)
    {
        Task done;
        lock (_gate)
        {
            if (_count == 0) return true;
            done = (_done ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        await done.WaitAsync(limit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return done.IsCompleted;
    }

    private void End()
    {
        lock (_gate)
        {
            if (--_count == 0) _done?.TrySetResult();
        }
    }
}
