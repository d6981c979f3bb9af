using System.Net;
using Gatepost.Configuration.Reading;
using Gatepost.Configuration.Values;

namespace Gatepost.Configuration.Checks;

/// <summary>Values that are right alone, and wrong or unwise together.</summary>
internal sealed class ValueChecks : IConfigCheck
{
    public void Check(Draft draft, ProblemLog problems)
    {
        if (draft.Top.Value.Hostname is { Length: > 0 } hostname && !hostname.Contains('.', StringComparison.Ordinal))
        {
            problems.Warn(draft.Top.At("hostname"), "hostname",
                $"{Quoted.Value(hostname)} is no full name, and many servers refuse mail from such",
                "write the name with its domain, as in mx.example.org");
        }

        Queue(draft.Queue, problems);
        Limits(draft.Limits, problems);
        Admin(draft.Admin, problems);
    }

    private static void Queue(Row<QueueConfig> row, ProblemLog problems)
    {
        var queue = row.Value;
        if (queue.Retry.Count == 0)
            problems.Error(row.At("retry"), row.Name("retry"), "is empty, so nothing would ever be tried again",
                "write for example [\"5m\", \"1h\"]");
        for (var i = 1; i < queue.Retry.Count; i++)
        {
            if (queue.Retry[i] < queue.Retry[i - 1])
            {
                problems.Error(row.At("retry", i), row.Name("retry"),
                    $"{DurationText.Format(queue.Retry[i])} stands behind the longer {DurationText.Format(queue.Retry[i - 1])}",
                    "waits never get shorter: put them in order");
            }
        }

        if (queue.Retry.Count > 0 && queue.Retry[0] >= queue.Lifetime)
        {
            problems.Error(row.At("lifetime"), row.Name("lifetime"),
                $"{DurationText.Format(queue.Lifetime)} ends before the second attempt in {DurationText.Format(queue.Retry[0])}",
                "RFC 5321 §4.5.4.1 wants four to five days");
        }
        else if (queue.DelayNotice >= queue.Lifetime)
            problems.Warn(row.At("delay_notice"), row.Name("delay_notice"), "comes after the message has gone back",
                "make it shorter than lifetime");
    }

    private static void Limits(Row<LimitsConfig> row, ProblemLog problems)
    {
        if (row.Value.SessionsPerAddress > row.Value.Sessions)
        {
            problems.Warn(row.At("sessions_per_address"), row.Name("sessions_per_address"),
                "is more than sessions in all: one client can take them all",
                "make it a small part of sessions");
        }

        if (row.Value.Header > row.Value.MessageSize)
            problems.Error(row.At("header"), row.Name("header"), "is more than message_size", "make it smaller");
    }

    private static void Admin(Row<AdminConfig> row, ProblemLog problems)
    {
        if (row.Value.Listen is { } listen && !IPAddress.IsLoopback(listen.Address))
        {
            problems.Error(row.At("listen"), row.Name("listen"),
                $"{listen} can be reached from outside, and nobody has to log in there",
                "write \"127.0.0.1:8025\", and put a web server that asks for a password in front where others must see it");
        }
    }
}
