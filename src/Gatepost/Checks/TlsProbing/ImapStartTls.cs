using Gatepost.Protocols.MailAccess;
using Gatepost.Protocols.Text;

namespace Gatepost.Checks.TlsProbing;

/// <summary>Greeting, STARTTLS of IMAP (RFC 9051 §6.2.1).</summary>
internal sealed class ImapStartTls : ITlsBeginning
{
    private const int MostLines = 20;

    public string Words => "STARTTLS of IMAP";

    public ReadOnlyMemory<byte> Farewell { get; } = "z LOGOUT\r\n"u8.ToArray();

    public async ValueTask<ProbeFault?> BeginAsync(ProbeWire wire, TlsProbeLimits limits)
    {
        var (greeting, fault) = await wire.ReadLineAsync(limits.Reply);
        if (fault is not null) return fault;
        // In PREAUTH there is no STARTTLS any more (RFC 9051 §6.2.1), and BYE takes leave.
        if (ImapResponse.Read(greeting!) is not { IsUntagged: true, Status: "OK" }) return Refused("at the greeting", greeting!);
        fault = await wire.WriteAsync("a STARTTLS\r\n"u8.ToArray(), limits.Reply);
        for (var i = 0; fault is null && i < MostLines; i++)
        {
            (var line, fault) = await wire.ReadLineAsync(limits.Reply);
            if (fault is not null || ImapResponse.Read(line!) is { IsUntagged: true }) continue;
            if (ImapResponse.Read(line!) is not { Tag: "a", IsSuccess: true }) return Refused("at STARTTLS", line!);
            return wire.HasUnreadInput ? new(ProbeFaultKind.NoTls, "octets in the clear behind the answer to STARTTLS") : null;
        }

        return fault ?? new(ProbeFaultKind.NoTls, "no answer to STARTTLS among many lines");
    }

    private static ProbeFault Refused(string where, string line) =>
        new(ProbeFaultKind.NoTls, $"refused {where}: {PeerText.Quote(line)}");
}
