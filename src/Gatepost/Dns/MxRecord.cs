namespace Gatepost.Dns;

/// <summary>An MX record (RFC 5321 §5.1).</summary>
/// <param name="Preference">Lower is tried first.</param>
/// <param name="Host">Normalized; empty for the root of a null MX (RFC 7505 §3).</param>
public sealed record MxRecord(int Preference, string Host);
