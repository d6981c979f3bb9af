using System.Net;
using Gatepost.Configuration;
using Gatepost.Protocols.Dns;

namespace Gatepost.Dns;

/// <summary>Asks each resolver by itself, as a running gateway would and for its signatures too, and remembers nothing.</summary>
internal sealed class ResolverExam(DnsConfig config, TimeProvider time)
{
    private readonly DnsTransport _transport = new(time);

    /// <summary>How the resolvers are, in their order; none where there is nobody to ask.</summary>
    public async Task<IReadOnlyList<ResolverSight>> RunAsync()
    {
        var panel = new ResolverPanel(
            config, config.Resolvers.Count > 0 ? config.Resolvers : SystemResolvers.Find(), config.Resolvers.Count == 0);
        return await Task.WhenAll(panel.Servers.Select(server => LookAsync(server, panel.Trusted.Contains(server))));
    }

    private async Task<ResolverSight> LookAsync(IPEndPoint server, bool isTrusted)
    {
        var question = new DnsQuestion(config.DnssecProbe.TrimEnd('.'), DnsType.Ns);
        var exchange = new DnsExchange(null, DnsFailure.Silent);
        for (var tries = 0; tries < config.Tries && !exchange.IsAnswered; tries++)
            exchange = await _transport.AskAsync(server, question, withSignatures: true, config.Timeout);
        if (exchange.Message is not { } message)
            return new(server, isTrusted, DnsWords.Of(exchange.Failure), ProbeResult.Unasked);
        var probe = isTrusted ? await new DnssecProbe(_transport).AskAsync(server, config) : ProbeResult.Unasked;
        var signature = message.Answers.FirstOrDefault(static record => record.Type is DnsType.Rrsig);
        return new(server, isTrusted, Problem(message), probe) { Signed = signature?.Validity };
    }

    private string? Problem(DnsMessage message) => message.ResponseCode is DnsResponseCode.NoError ? null
        : $"answers for {config.DnssecProbe} with {DnsWords.Of(message.ResponseCode)}";
}
