namespace Gatepost.Dns;

/// <summary>What outcomes mean.</summary>
public static class DnsOutcomes
{
    /// <summary>Nothing is known: try later; never conclude that there is no record.</summary>
    public static bool IsError(this DnsOutcome outcome) =>
        outcome is DnsOutcome.ServFail or DnsOutcome.Timeout or DnsOutcome.Bogus;

    /// <summary>Why nothing is known, to follow on a colon.</summary>
    public static string Word(this DnsOutcome error) => error switch
    {
        DnsOutcome.Timeout => "no resolver replied in time",
        DnsOutcome.Bogus => "the answer is bogus, its DNSSEC signatures do not hold",
        _ => "the resolver failed, or the answer is bogus",
    };
}
