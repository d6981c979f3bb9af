using System.Text;
using Gatepost.Checks.Dialogues;

namespace Gatepost.Checks.TlsProbing;

/// <summary>TLS from the first octet (RFC 8314 §3).</summary>
/// <param name="dialect">What is spoken inside.</param>
internal sealed class ImplicitTls(IDialect dialect) : ITlsBeginning
{
    public string Words => "TLS from the first octet";

    public ReadOnlyMemory<byte> Farewell { get; } = Encoding.ASCII.GetBytes(dialect.Farewell + "\r\n");

    public ValueTask<CallFault?> BeginAsync(PeerLine line) => ValueTask.FromResult<CallFault?>(null);
}
