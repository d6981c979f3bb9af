namespace Gatepost.Dns;

/// <summary>An answer with its proof.</summary>
/// <typeparam name="T">What the records hold.</typeparam>
/// <param name="Outcome">How it ended.</param>
/// <param name="Security">Whether it is proven, denials too; Indeterminate where it is an error.</param>
/// <param name="Records">Empty unless Found.</param>
/// <param name="CanonicalName">The name at the end of the CNAME chain, normalized; the name asked for where there is
/// none.</param>
public sealed record DnsAnswer<T>(DnsOutcome Outcome, DnsSecurity Security, IReadOnlyList<T> Records, string CanonicalName)
{
    /// <summary>For how long the answer could be kept when it came; zero where it is an error.</summary>
    public TimeSpan TimeToLive { get; init; }

    /// <summary>How long the records themselves may be kept, as the resolver says it: it counts down while it keeps them. Zero
    /// where there are none.</summary>
    public TimeSpan PublishedTimeToLive { get; init; }

    /// <summary>Of an error: who failed, and why, as far as it was said; for operators, safe to be shown.</summary>
    public string Words { get; init; } = "";

    /// <summary>Nothing is known: try later; never conclude that there is no record.</summary>
    public bool IsError => Outcome.IsError();

    /// <summary>Of an error: what it is, and who said so.</summary>
    public string Describe() => Words.Length > 0 ? $"{Outcome.Word()}: {Words}" : Outcome.Word();
}
