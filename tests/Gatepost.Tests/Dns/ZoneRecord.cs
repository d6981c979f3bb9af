using Gatepost.Dns;

namespace Gatepost.Tests.Dns;

/// <summary>One line of a zone in memory: a record, or how a question ends.</summary>
internal sealed record ZoneRecord(string Name, string Type, string Value, DnsSecurity Security, DnsOutcome Outcome)
{
    /// <summary>How long it may be kept.</summary>
    public TimeSpan TimeToLive { get; init; }
}
