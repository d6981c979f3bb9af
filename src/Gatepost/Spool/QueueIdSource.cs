using Gatepost.Messages;

namespace Gatepost.Spool;

/// <summary>
/// Gives ids that grow with the clock, and go on growing where the clock jumps back or stood earlier in the last run. Safe for
/// several threads.
/// </summary>
/// <param name="after">The highest id that was ever given.</param>
/// <param name="time">The clock.</param>
internal sealed class QueueIdSource(QueueId after, TimeProvider time)
{
    private long _last = after.Value;

    /// <summary>An id of part 0, later than all before.</summary>
    public QueueId Next()
    {
        var now = QueueId.FirstAt(time.GetUtcNow());
        while (true)
        {
            var last = Interlocked.Read(ref _last);
            var following = new QueueId(last).NextMessage();
            var next = now > following ? now : following;
            if (Interlocked.CompareExchange(ref _last, next.Value, last) == last) return next;
        }
    }
}
