using Gatepost.Messages;

namespace Gatepost.Reporting;

/// <summary>What came of a rehearsal, in a sentence.</summary>
internal static class RehearsalAnswer
{
    public static string Of(Rehearsal rehearsal)
    {
        var (isOut, level) = (rehearsal.Query.Direction is MailDirection.Out, rehearsal.Query.Level.Word());
        var whom = rehearsal.Query.Domain is { } domain ? $"for {domain}" : "for all";
        var (messages, domains) = (Figures.Count(rehearsal.Messages, "message"), Figures.Count(rehearsal.Domains, "domain"));
        if (rehearsal.Messages == 0)
            return $"Enforcing {level} {whom}: no message {(isOut ? "left us" : "came in")} in this period.";
        if (rehearsal.Kept == 0)
        {
            return $"Enforcing {level} {whom} would have {(isOut ? "held" : "refused")} none of {messages}.";
        }

        var kept = $"{Figures.Count(rehearsal.Kept)} of {messages} ({Figures.Share(rehearsal.Kept, rehearsal.Messages)}) "
            + $"{(isOut ? "to" : "from")} {domains}";

        if (!isOut) return $"Enforcing {level} {whom} would have refused {kept}.";
        return $"Enforcing {level} {whom} would have held {kept}; {Rest(rehearsal)}.";
    }

    private static string Rest(Rehearsal rehearsal)
    {
        if (rehearsal.Hopeless == 0) return "each of these domains met it at other times";
        if (rehearsal.Hopeless == rehearsal.Kept)
            return "no message to these domains met it, so they would have gone back to their senders";
        var (messages, domains) = (Figures.Count(rehearsal.Hopeless), Figures.Count(rehearsal.HopelessDomains, "domain"));
        return $"{messages} of them, to {domains} that never met it, would have gone back to their senders";
    }
}
