using System.Net;
using Gatepost.Configuration;
using Gatepost.Protocols.Dns;

namespace Gatepost.Dns;

/// <summary>
/// Finds out whether a resolver validates (RFC 4033 §6): (1) a signed name must come with its proof, and (2) a name whose
/// signatures are broken on purpose must not come at all: there are resolvers that pass on the bit and those that only mark what
/// is right, and let the forged pass.
/// </summary>
/// <remarks>
/// The broken name belongs to somebody else, who may mend it or give it up. If it is no longer broken, provably, that is not the
/// resolver's fault, and (2) shows nothing.
/// </remarks>
internal sealed class DnssecProbe(DnsTransport transport)
{
    // IANA delegates it without a signature, on purpose (RFC 8375 §7): nobody can ever prove what is in it.
    private const string NeverProven = "home.arpa";

    /// <summary>Asks for both names; what <see cref="DnsConfig"/> leaves empty is not asked.</summary>
    public async Task<ProbeResult> AskAsync(IPEndPoint server, DnsConfig config)
    {
        var signed = config.DnssecProbe.Length == 0 ? null : await SignedAsync(server, config);                          // (1)
        if (signed is { Verdict: not ProbeVerdict.Validates }) return signed;
        var forged = config.DnssecBogusProbe.Length == 0 ? null : await ForgedAsync(server, config);                      // (2)
        return (signed, forged) switch
        {
            (null, null) => new(ProbeVerdict.Validates, "is believed without a probe ([dns] dnssec_probe)"),
            (_, { Verdict: not ProbeVerdict.Validates }) or (null, _) => forged!,
            (_, null) => signed!,
            _ => new(ProbeVerdict.Validates, $"{signed!.Words}, and {forged.Words}"),
        };
    }

    private async Task<ProbeResult> SignedAsync(IPEndPoint server, DnsConfig config)
    {
        var name = config.DnssecProbe;
        var answer = await FindAsync(server, config, new(Bare(name), DnsType.Ns));
        return answer switch
        {
            { IsAnswered: false } => Silent(answer),
            { Message.ResponseCode: DnsResponseCode.ServerFailure } =>
                new(ProbeVerdict.Silent, $"fails for {name} (no way to the internet, a wrong clock, or an old trust anchor)"),
            { Message: { ResponseCode: DnsResponseCode.NoError, IsAuthenticData: true } } =>
                new(ProbeVerdict.Validates, $"proves {name}"),
            { Message.ResponseCode: DnsResponseCode.NoError } =>
                new(ProbeVerdict.Fails, $"answers for {name} without proof"),
            _ => new(ProbeVerdict.Fails, $"answers for {name} with {Word(answer.Message.ResponseCode)}"),
        };
    }

    private async Task<ProbeResult> ForgedAsync(IPEndPoint server, DnsConfig config)
    {
        var name = config.DnssecBogusProbe;
        var answer = await FindAsync(server, config, new(Bare(name), DnsType.A));
        if (!answer.IsAnswered) return Silent(answer);
        return answer.Message switch
        {
            { ResponseCode: DnsResponseCode.ServerFailure } => new(ProbeVerdict.Validates, $"refuses the forged {name}"),
            { ResponseCode: not (DnsResponseCode.NoError or DnsResponseCode.NameError) } other =>
                new(ProbeVerdict.Fails, $"answers for {name} with {Word(other.ResponseCode)}"),
            { IsAuthenticData: true } => await IsBlindAsync(server, config)
                ? new(ProbeVerdict.Fails, $"calls everything proven, even {NeverProven}")
                : Mended(name),
            _ => await IsSignedAsync(server, config)
                ? new(ProbeVerdict.Fails, $"passes on the forged {name}")
                : Mended(name),
        };
    }

    // A proven answer for what nobody can prove.
    private async Task<bool> IsBlindAsync(IPEndPoint server, DnsConfig config) =>
        await FindAsync(server, config, new(NeverProven, DnsType.Soa)) is { Message.IsAuthenticData: true };

    // The zone above says that the zone of this name is signed: then what came without proof should not have come.
    private async Task<bool> IsSignedAsync(IPEndPoint server, DnsConfig config)
    {
        var start = await FindAsync(server, config, new(Bare(config.DnssecBogusProbe), DnsType.Soa));
        if (start.Message is not { } message) return false;
        var zone = message.Answers.Concat(message.Authorities).FirstOrDefault(static record => record.Type is DnsType.Soa)?.Name;
        return zone is { Length: > 0 }
            && (await FindAsync(server, config, new(zone, DnsType.Ds))).Message is { } digests
            && digests.Answers.Any(static record => record.Type is DnsType.Ds);
    }

    private async Task<DnsExchange> FindAsync(IPEndPoint server, DnsConfig config, DnsQuestion question)
    {
        var exchange = new DnsExchange(null, DnsFailure.Silent);
        for (var tries = 0; tries < config.Tries && !exchange.IsAnswered; tries++)
            exchange = await transport.AskAsync(server, question, config.Timeout);
        return exchange;
    }

    private static ProbeResult Silent(DnsExchange exchange) => new(ProbeVerdict.Silent, DnsWords.Of(exchange.Failure));

    private static ProbeResult Mended(string name) => new(ProbeVerdict.Validates,
        $"whether it refuses forged answers is open: {name} is not forged any more (name another in [dns] dnssec_bogus_probe)");

    private static string Bare(string name) => name.TrimEnd('.');

    private static string Word(DnsResponseCode code) => DnsWords.Of(code);
}
