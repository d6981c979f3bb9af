using System.Text;
using Gatepost.Checks.Dialogues;

namespace Gatepost.Checks.TlsProbing;

/// <summary>TLS after a greeting, what is offered, and STARTTLS (RFC 3207 §4) or what a protocol calls it.</summary>
/// <param name="begin">The protocol, anew for each connection.</param>
internal sealed class StartTls(Func<IDialect> begin) : ITlsBeginning
{
    private readonly IDialect _example = begin();

    public string Words => _example.StartTls;

    public ReadOnlyMemory<byte> Farewell => Encoding.ASCII.GetBytes(_example.Farewell + "\r\n");

    public async ValueTask<CallFault?> BeginAsync(PeerLine line)
    {
        var dialect = begin();
        if (!await dialect.GreetAsync(line) || await dialect.AskAsync(line) is not { } offer) return line.Fault;
        if (!offer.StartTls) return new(CallFaultKind.NoTls, "STARTTLS is not offered");
        if (!await dialect.BeginTlsAsync(line, smuggles: false)) return line.Fault;
        return line.HasUnreadInput ? new(CallFaultKind.NoTls, "octets in the clear behind the reply to STARTTLS") : null;
    }
}
