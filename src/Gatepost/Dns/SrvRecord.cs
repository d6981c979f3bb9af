namespace Gatepost.Dns;

/// <summary>An SRV record (RFC 2782): where a service of a domain is.</summary>
/// <param name="Priority">Lower is tried first.</param>
/// <param name="Weight">The share among those of one priority.</param>
/// <param name="Port">The port.</param>
/// <param name="Host">Normalized; empty for the root: the domain does not have the service.</param>
public sealed record SrvRecord(int Priority, int Weight, int Port, string Host);
