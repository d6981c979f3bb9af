namespace Gatepost.Dns;

/// <summary>An answer and how long it may be kept; zero: not at all.</summary>
internal sealed record TimedAnswer<T>(DnsAnswer<T> Answer, TimeSpan TimeToLive);
