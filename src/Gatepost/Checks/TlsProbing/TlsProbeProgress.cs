namespace Gatepost.Checks.TlsProbing;

/// <summary>How far a probe has come.</summary>
/// <param name="Connections">Connections so far.</param>
/// <param name="Words">What is being looked at: "cipher suites of TLS 1.2".</param>
internal sealed record TlsProbeProgress(int Connections, string Words);
