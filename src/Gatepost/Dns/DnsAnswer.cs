namespace Gatepost.Dns;

/// <summary>An answer with its proof.</summary>
/// <typeparam name="T">What the records hold.</typeparam>
/// <param name="Outcome">How it ended.</param>
/// <param name="Security">Whether it is proven, denials too.</param>
/// <param name="Records">Empty unless Found.</param>
/// <param name="CanonicalName">The name at the end of the CNAME chain, normalized; the name asked for
/// where there is none.</param>
public sealed record DnsAnswer<T>(DnsOutcome Outcome, DnsSecurity Security, IReadOnlyList<T> Records, string CanonicalName)
{
    /// <summary>Nothing is known: try later; never conclude that there is no record.</summary>
    public bool IsError => Outcome is DnsOutcome.ServFail or DnsOutcome.Timeout;
}
