using Gatepost.Messages;
using Gatepost.Spool;

namespace Gatepost.Storage.Sqlite;

/// <summary>Which notices of delay were sent, as one number.</summary>
internal static class StoredNotices
{
    private const int Delay = 1, Policy = 2;

    public static int Of(QueuedMessage message) => Of(message.DelayNotified, message.PolicyNotified);

    public static int Of(Completion completion) => Of(completion.DelayNotified, completion.PolicyNotified);

    public static bool HasDelay(int stored) => (stored & Delay) != 0;

    public static bool HasPolicy(int stored) => (stored & Policy) != 0;

    private static int Of(bool isDelayNotified, bool isPolicyNotified) =>
        (isDelayNotified ? Delay : 0) | (isPolicyNotified ? Policy : 0);
}
