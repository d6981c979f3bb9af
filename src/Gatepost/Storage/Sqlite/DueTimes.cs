using Gatepost.Messages;

namespace Gatepost.Storage.Sqlite;

/// <summary>
/// When an entry arrived and is due, in milliseconds since 1970, and whether it is held, or was deferred before.
/// </summary>
internal readonly record struct DueTimes(long Arrived, long Due, bool IsHeld, bool IsTried)
{
    /// <summary>A message that names no time is due when it arrives, so that each destination's mail keeps its order.</summary>
    public static DueTimes Of(QueuedMessage message)
    {
        var arrived = message.ArrivedAt.ToUnixTimeMilliseconds();
        var due = Math.Max(arrived, message.NextAttemptAt.ToUnixTimeMilliseconds());
        return new(arrived, due, message.IsHeld, message.Attempts > 0);
    }
}
