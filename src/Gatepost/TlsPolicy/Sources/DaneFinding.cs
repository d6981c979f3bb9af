namespace Gatepost.TlsPolicy.Sources;

/// <summary>What DANE has to say about one host.</summary>
/// <param name="Host">Its name.</param>
/// <param name="Demand">What follows.</param>
/// <param name="Words">Why.</param>
internal sealed record DaneFinding(string Host, HostDemand Demand, string Words);
