using Gatepost.Protocols.MailAccess;
using Gatepost.Protocols.Text;

namespace Gatepost.Checks.TlsProbing;

/// <summary>Greeting, STLS of POP3 (RFC 2595 §4).</summary>
internal sealed class PopStartTls : ITlsBeginning
{
    public string Words => "STLS of POP3";

    public ReadOnlyMemory<byte> Farewell { get; } = "QUIT\r\n"u8.ToArray();

    public async ValueTask<ProbeFault?> BeginAsync(ProbeWire wire, TlsProbeLimits limits)
    {
        var (line, fault) = await wire.ReadLineAsync(limits.Reply);
        if (fault is not null) return fault;
        if (PopReply.Read(line!) is not { IsPositive: true }) return Refused("at the greeting", line!);
        fault = await wire.WriteAsync("STLS\r\n"u8.ToArray(), limits.Reply);
        if (fault is not null) return fault;
        (line, fault) = await wire.ReadLineAsync(limits.Reply);
        if (fault is not null) return fault;
        if (PopReply.Read(line!) is not { IsPositive: true }) return Refused("at STLS", line!);
        return wire.HasUnreadInput ? new(ProbeFaultKind.NoTls, "octets in the clear behind the answer to STLS") : null;
    }

    private static ProbeFault Refused(string where, string line) =>
        new(ProbeFaultKind.NoTls, $"refused {where}: {PeerText.Quote(line)}");
}
