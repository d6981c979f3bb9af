using Gatepost.Messages;

namespace Gatepost.Reporting;

/// <summary>The answer to "do we encrypt our mail?", in one sentence with numbers for each direction.</summary>
internal static class EncryptionAnswer
{
    /// <summary>The answer.</summary>
    /// <param name="report">What was counted.</param>
    /// <param name="clear">The domains that got mail in clear text, most first.</param>
    /// <param name="waiting">The domains to which mail waits for TLS.</param>
    public static string Of(Report report, IReadOnlyCollection<string> clear, IReadOnlyCollection<string> waiting)
    {
        var sentences = new List<string>(2);
        if (report.Shows(MailDirection.Out)) sentences.Add(Out(report.Out, clear, waiting));
        if (report.Shows(MailDirection.In)) sentences.Add(In(report.In));
        return string.Join(' ', sentences);
    }

    private static string Out(Traffic traffic, IReadOnlyCollection<string> clear, IReadOnlyCollection<string> waiting)
    {
        var kept = Kept(traffic, waiting);
        if (traffic.Messages == 0) return $"No message left us{kept}.";
        var verified = traffic.Verified == 0 ? "" : $", {Part(traffic.Verified, traffic)} to a server that proved who it is";
        var names = traffic.Clear == 0 ? "" : $" (to {Figures.Some(clear)})";
        return $"Of {Figures.Count(traffic.Messages, "message")} that left us, {Part(traffic.OverTls, traffic)} went over "
            + $"TLS{verified}, and {Part(traffic.Clear, traffic)} in clear text{names}{kept}.";
    }

    private static string Kept(Traffic traffic, IReadOnlyCollection<string> waiting)
    {
        var words = "";
        if (traffic.WaitsForTls > 0)
        {
            var wait = traffic.WaitsForTls == 1 ? "waits" : "wait";
            words += $"; {Figures.Count(traffic.WaitsForTls)} {wait} for encryption (to {Figures.Some(waiting)})";
        }

        if (traffic.FailedForTls > 0) words += $"; {Figures.Count(traffic.FailedForTls)} could not be delivered for want of it";
        return words;
    }

    private static string In(Traffic traffic) => traffic.Messages == 0
        ? $"No message came in{Refused(traffic)}."
        : $"Of {Figures.Count(traffic.Messages, "message")} that came in, {Part(traffic.OverTls, traffic)} came over TLS, and "
            + $"{Part(traffic.Clear, traffic)} in clear text{Refused(traffic)}.";

    private static string Refused(Traffic traffic) => traffic.Refused == 0 ? ""
        : $"; {Figures.Count(traffic.Refused, "attempt")} of partners that did not come as agreed "
            + (traffic.Refused == 1 ? "was refused" : "were refused");

    private static string Part(long part, Traffic traffic) => part == 0 ? "none"
        : part < traffic.Messages ? Figures.Part(part, traffic.Messages)
        : part == 1 ? "1" : "all";
}
