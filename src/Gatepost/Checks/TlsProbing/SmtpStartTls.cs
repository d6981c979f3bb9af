using Gatepost.Protocols.Smtp;

namespace Gatepost.Checks.TlsProbing;

/// <summary>Greeting, EHLO, STARTTLS (RFC 3207 §4).</summary>
/// <param name="hostname">Our own name, for EHLO.</param>
internal sealed class SmtpStartTls(string hostname) : ITlsBeginning
{
    public string Words => "STARTTLS of SMTP";

    public ReadOnlyMemory<byte> Farewell { get; } = "QUIT\r\n"u8.ToArray();

    public async ValueTask<ProbeFault?> BeginAsync(ProbeWire wire, TlsProbeLimits limits)
    {
        var (greeting, fault) = await wire.ReadReplyAsync(limits.Reply);
        if (fault is not null) return fault;
        if (!greeting!.IsPositive) return ProbeFault.Refused("at the greeting", greeting);
        (var offer, fault) = await wire.AskAsync($"EHLO {hostname}", limits.Reply);
        if (fault is not null) return fault;
        if (!offer!.IsPositive) return ProbeFault.Refused("at EHLO", offer);
        if (!EhloReply.Parse(offer).Offers(SmtpExtensions.StartTls))
            return new(ProbeFaultKind.NoTls, "STARTTLS is not offered");
        (var ready, fault) = await wire.AskAsync("STARTTLS", limits.Reply);
        if (fault is not null) return fault;
        if (!ready!.IsPositive) return ProbeFault.Refused("at STARTTLS", ready);
        return wire.HasUnreadInput ? new(ProbeFaultKind.NoTls, "octets in the clear behind the reply to STARTTLS") : null;
    }
}
