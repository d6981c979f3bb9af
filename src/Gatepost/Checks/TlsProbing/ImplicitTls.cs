namespace Gatepost.Checks.TlsProbing;

/// <summary>TLS from the first octet (RFC 8314 §3).</summary>
/// <param name="farewell">What is said inside to take leave: <c>QUIT</c> to SMTP and POP, <c>a LOGOUT</c> to IMAP.</param>
internal sealed class ImplicitTls(string farewell) : ITlsBeginning
{
    public string Words => "TLS from the first octet";

    public ReadOnlyMemory<byte> Farewell { get; } = System.Text.Encoding.ASCII.GetBytes(farewell + "\r\n");

    public ValueTask<ProbeFault?> BeginAsync(ProbeWire wire, TlsProbeLimits limits) => ValueTask.FromResult<ProbeFault?>(null);
}
