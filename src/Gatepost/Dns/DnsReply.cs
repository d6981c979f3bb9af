using DnsClient.Protocol;

namespace Gatepost.Dns;

/// <summary>What came back on one question, CNAMEs followed.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Security">Secure only where each link of the chain is.</param>
/// <param name="Records">Those of the type that was asked for, at <paramref name="CanonicalName"/>.</param>
/// <param name="CanonicalName">The end of the chain, normalized.</param>
/// <param name="TimeToLive">The least of the chain's.</param>
internal sealed record DnsReply(
    DnsOutcome Outcome, DnsSecurity Security, IReadOnlyList<DnsResourceRecord> Records, string CanonicalName, TimeSpan TimeToLive)
{
    public static DnsReply Error(DnsOutcome outcome, string name) => new(outcome, DnsSecurity.Insecure, [], name, TimeSpan.Zero);

    public bool IsError => Outcome is DnsOutcome.ServFail or DnsOutcome.Timeout;

    public TimedAnswer<T> To<T>(Func<DnsResourceRecord, T> read) =>
        new(new DnsAnswer<T>(Outcome, Security, [.. Records.Select(read)], CanonicalName), TimeToLive);
}
