using Gatepost.Protocols.Dns;

namespace Gatepost.Dns;

/// <summary>What came back on one question, CNAMEs followed.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Security">Secure only where each link of the chain is.</param>
/// <param name="Records">Those of the type that was asked for, at <paramref name="CanonicalName"/>.</param>
/// <param name="CanonicalName">The end of the chain, normalized.</param>
/// <param name="TimeToLive">The least of the chain's.</param>
internal sealed record DnsReply(
    DnsOutcome Outcome, DnsSecurity Security, IReadOnlyList<DnsRecord> Records, string CanonicalName, TimeSpan TimeToLive)
{
    /// <summary>Of an error: who failed, and why.</summary>
    public string Words { get; init; } = "";

    public bool IsError => Outcome.IsError();

    public static DnsReply Error(DnsOutcome outcome, string name, string words) =>
        new(outcome, DnsSecurity.Indeterminate, [], name, TimeSpan.Zero) { Words = words };

    public DnsAnswer<T> To<T>(Func<DnsRecord, T> read) =>
        new(Outcome, Security, [.. Records.Select(read)], CanonicalName)
        {
            TimeToLive = TimeToLive,
            PublishedTimeToLive = Records.Count > 0 ? Records.Min(static record => record.TimeToLive) : TimeSpan.Zero,
            Words = Words,
        };
}
