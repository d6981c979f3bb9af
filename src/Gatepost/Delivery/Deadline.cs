namespace Gatepost.Delivery;

/// <summary>
/// The time that the step in hand may take, and the caller's wish to stop, as one token that serves a whole connection: a
/// token of its own for each step would cost more than the step.
/// </summary>
internal sealed class Deadline(TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _source = new(Timeout.InfiniteTimeSpan, time);
    private CancellationToken _caller;
    private long _wholeBegan;
    private TimeSpan? _whole;

    /// <summary>Whether the caller wants to stop.</summary>
    public bool IsStopping => _caller.IsCancellationRequested;

    /// <summary>Obeys a caller until the result is disposed of.</summary>
    public CancellationTokenRegistration Follow(CancellationToken caller)
    {
        _caller = caller;
        return caller.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    /// <summary>All steps from now on may take this long together; null lets each have its own time.</summary>
    public void Together(TimeSpan? whole) => (_wholeBegan, _whole) = (time.GetTimestamp(), whole);

    /// <summary>Starts the clock for one step.</summary>
    /// <param name="limit">Of this step.</param>
    /// <param name="isLast">What is said in it must be heard, whatever the others have cost.</param>
    public CancellationToken Within(TimeSpan limit, bool isLast = false)
    {
        _source.CancelAfter(isLast ? limit : Bounded(limit));
        return _source.Token;
    }

    /// <summary>Stops the clock.</summary>
    public void Lift() => _source.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Dispose() => _source.Dispose();

    private TimeSpan Bounded(TimeSpan limit)
    {
        if (_whole is not { } whole) return limit;
        var left = whole - time.GetElapsedTime(_wholeBegan);
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < limit ? left : limit;
    }
}
