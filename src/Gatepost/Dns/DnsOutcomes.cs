namespace Gatepost.Dns;

/// <summary>The words for a question that stays open.</summary>
public static class DnsOutcomes
{
    /// <summary>Why nothing is known, to follow on a colon.</summary>
    public static string Word(this DnsOutcome error) =>
        error is DnsOutcome.Timeout ? "no resolver replied in time" : "the resolver failed, or the answer is bogus";
}
