namespace Gatepost.Delivery;

/// <summary>
/// The time that the step in hand may take, and the caller's wish to stop, as one token that serves a whole connection: a
/// token of its own for each step would cost more than the step.
/// </summary>
internal sealed class Deadline(TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _source = new(Timeout.InfiniteTimeSpan, time);
    private CancellationToken _caller;

    /// <summary>Whether the caller wants to stop.</summary>
    public bool IsStopping => _caller.IsCancellationRequested;

    /// <summary>Obeys a caller until the result is disposed of.</summary>
    public CancellationTokenRegistration Follow(CancellationToken caller)
    {
        _caller = caller;
        return caller.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    /// <summary>Starts the clock for one step.</summary>
    public CancellationToken Within(TimeSpan limit)
    {
        _source.CancelAfter(limit);
        return _source.Token;
    }

    /// <summary>Stops the clock.</summary>
    public void Lift() => _source.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Dispose() => _source.Dispose();
}
