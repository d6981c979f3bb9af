using System.Net;
using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Gatepost.Protocols.Dns;
using Microsoft.Extensions.Logging;

namespace Gatepost.Dns;

/// <summary>
/// Puts one question to the resolvers in their order, follows CNAMEs where they have not done so, and says how it ended. Whatever
/// the network or a resolver does wrong is a value here.
/// </summary>
internal sealed partial class DnsQuestioner(
    IConfigSource configuration, DnsTransport transport, DnssecWatch watch, DnsMetrics metrics, ILogger logger)
{
    /// <summary>Links of a CNAME chain, over which the name is taken for broken.</summary>
    public const int MaxAliases = 8;

    // An honest answer is smaller; one that anybody may make as large as they like is used, and not kept.
    private const int LargestKept = 2048, RecordWeight = 32;

    private static readonly TimeSpan LongestLife = TimeSpan.FromHours(1), LongestDenial = TimeSpan.FromMinutes(5);

    /// <summary>Asks for the records of <paramref name="type"/> at a normalized name.</summary>
    public async Task<DnsReply> AskAsync(string name, DnsType type)
    {
        var reply = await FollowAsync(await watch.FindStanceAsync(), name, type);
        metrics.Asked(type, reply.Outcome);
        return reply;
    }

    private async Task<DnsReply> FollowAsync(DnssecStance stance, string name, DnsType type)
    {
        var (security, life) = (DnsSecurity.Secure, LongestLife);
        var (current, aliases) = (name, 0);
        while (true)
        {
            var (message, error) = await QueryAsync(stance, new(current, type));
            if (message is null) return error!;
            if (security is DnsSecurity.Secure) security = stance.SecurityOf(message.IsAuthenticData);
            var asked = current;
            while (type is not DnsType.Cname && Find(message, DnsType.Cname, current).FirstOrDefault() is { } alias)
            {
                if (++aliases > MaxAliases) return DnsReply.Error(DnsOutcome.ServFail, current, "too many aliases in a row");
                current = alias.Target;
                life = Least(life, alias.TimeToLive);
            }

            DnsRecord[] records = [.. Find(message, type, current)];
            if (records.Length > 0)
                return new(DnsOutcome.Found, security, records, current, LifeOf(records, life));
            var denial = message.Authorities.FirstOrDefault(static record => record.Type is DnsType.Soa);
            var isDenied = message.ResponseCode is DnsResponseCode.NameError;
            // A resolver that stops at the alias leaves the rest to us; one that ends with a denial has followed it.
            if (current != asked && denial is null && !isDenied)
            {
                if (DnsQuestion.CanAsk(current)) continue;
                return DnsReply.Error(DnsOutcome.ServFail, asked, "it is an alias of what is no host name");
            }

            return new(isDenied ? DnsOutcome.NxDomain : DnsOutcome.NoData, security, [], current, Least(life, LifeOf(denial)));
        }
    }

    private async Task<(DnsMessage? Message, DnsReply? Error)> QueryAsync(DnssecStance stance, DnsQuestion question)
    {
        var config = configuration.Current.Dns;
        DnsReply? error = null;
        foreach (var server in stance.Servers)
        {
            var exchange = await TryAsync(server, question, config);
            if (exchange.Message is { ResponseCode: DnsResponseCode.NoError or DnsResponseCode.NameError } answer)
                return (answer, null);
            if (exchange.Failure is DnsFailure.Silent or DnsFailure.Unreachable) watch.Doubt(server);
            var failed = ErrorOf(server, question.Name, exchange);
            LogLookUpFailed(question.Name, question.Type, failed.Words);
            // What tells more about the name is kept: a bogus answer, then a failure, then silence.
            if (error is null || Weight(failed.Outcome) > Weight(error.Outcome)) error = failed;
        }

        return (null, error ?? DnsReply.Error(DnsOutcome.Timeout, question.Name, "there is no resolver to ask"));
    }

    private async Task<DnsExchange> TryAsync(IPEndPoint server, DnsQuestion question, DnsConfig config)
    {
        DnsExchange exchange;
        var tries = 0;
        do exchange = await transport.AskAsync(server, question, config.Timeout);
        while (++tries < config.Tries && exchange.Failure is DnsFailure.Silent);
        return exchange;
    }

    private static DnsReply ErrorOf(IPEndPoint server, string name, DnsExchange exchange) => exchange switch
    {
        { Message: { } message } => DnsReply.Error(
            message.Errors.Any(static error => error.IsDnssec) ? DnsOutcome.Bogus : DnsOutcome.ServFail,
            name, DnsWords.Of(server, message)),
        { Failure: DnsFailure.Malformed } => DnsReply.Error(
            DnsOutcome.ServFail, name, $"{server} {DnsWords.Of(exchange.Failure)}"),
        _ => DnsReply.Error(DnsOutcome.Timeout, name, $"{server} {DnsWords.Of(exchange.Failure)}"),
    };

    private static int Weight(DnsOutcome error) => error switch
    {
        DnsOutcome.Bogus => 2,
        DnsOutcome.ServFail => 1,
        _ => 0,
    };

    private static IEnumerable<DnsRecord> Find(DnsMessage message, DnsType type, string name) =>
        message.Answers.Where(record => record.Type == type && record.Name == name);

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan LifeOf(DnsRecord[] records, TimeSpan longest) =>
        records.Sum(static record => RecordWeight + record.Data.Length + record.Target.Length) > LargestKept
            ? TimeSpan.Zero
            : records.Aggregate(longest, static (least, record) => Least(least, record.TimeToLive));

    // RFC 2308 §5: a denial lives as long as the SOA's TTL and MINIMUM both allow.
    private static TimeSpan LifeOf(DnsRecord? soa) => soa is null
        ? TimeSpan.Zero
        : Least(LongestDenial, Least(soa.TimeToLive, soa.Minimum));

    [LoggerMessage(EventIds.LookUpFailed, LogLevel.Debug, "no answer for {Name} {Type}: {Failure}")]
    private partial void LogLookUpFailed(string name, DnsType type, string failure);
}
