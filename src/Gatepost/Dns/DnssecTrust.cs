namespace Gatepost.Dns;

/// <summary>How far our resolvers' word on DNSSEC can be taken, for everybody who has to say it in the same words.</summary>
/// <param name="State">In short.</param>
/// <param name="Words">Which resolver showed what, and what to do; one line.</param>
/// <param name="Since">When it became so.</param>
public sealed record DnssecTrust(DnssecState State, string Words, DateTimeOffset Since);
