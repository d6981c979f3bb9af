using System.Net;
using DnsClient;
using DnsClient.Protocol;
using Gatepost.Diagnostics;
using Gatepost.Protocols.Smtp;
using Microsoft.Extensions.Logging;

namespace Gatepost.Dns;

/// <summary>
/// Puts one question to the resolver, follows CNAMEs where it has not done so, and says how it ended. Whatever the network or
/// the resolver does wrong is a value here.
/// </summary>
internal sealed partial class DnsQuestioner(ResolverClients clients, DnsMetrics metrics, ILogger logger)
{
    /// <summary>Links of a CNAME chain, over which the name is taken for broken.</summary>
    public const int MaxAliases = 8;

    private static readonly TimeSpan LongestLife = TimeSpan.FromHours(1), LongestDenial = TimeSpan.FromMinutes(5);

    /// <summary>
    /// A resolver's word that an answer is proven is worth as much as the way to it: only on this machine nobody changes it.
    /// </summary>
    public static bool IsTrusted(NameServer server) =>
        IPAddress.TryParse(server.Address, out var address) && IPAddress.IsLoopback(address);

    /// <summary>Asks for the records of <paramref name="type"/> at a normalized name.</summary>
    public async Task<DnsReply> AskAsync(string name, QueryType type)
    {
        var reply = await FollowAsync(name, type);
        metrics.Asked(type.ToString(), Label.Of(reply.Outcome));
        return reply;
    }

    private async Task<DnsReply> FollowAsync(string name, QueryType type)
    {
        var security = DnsSecurity.Secure;
        var life = LongestLife;
        var (current, aliases) = (name, 0);
        while (true)
        {
            var (response, error) = await QueryAsync(current, type);
            if (response is null) return DnsReply.Error(error, current);
            if (!IsProven(response)) security = DnsSecurity.Insecure;
            var asked = current;
            while (type is not QueryType.CNAME
                && response.Answers.OfType<CNameRecord>().FirstOrDefault(r => Named(r.DomainName) == current) is { } alias)
            {
                if (++aliases > MaxAliases) return DnsReply.Error(DnsOutcome.ServFail, current);
                current = Named(alias.CanonicalName);
                life = Least(life, alias.InitialTimeToLive);
            }

            DnsResourceRecord[] records =
                [.. response.Answers.Where(r => (int)r.RecordType == (int)type && Named(r.DomainName) == current)];
            if (records.Length > 0)
                return new(DnsOutcome.Found, security, records, current,
                    records.Aggregate(life, (l, r) => Least(l, r.InitialTimeToLive)));
            var denial = response.Authorities.OfType<SoaRecord>().FirstOrDefault();
            var denied = response.Header.ResponseCode is DnsHeaderResponseCode.NotExistentDomain;
            // A resolver that stops at the alias leaves the rest to us; one that ends with a denial has followed it.
            if (current != asked && denial is null && !denied) continue;
            return new(denied ? DnsOutcome.NxDomain : DnsOutcome.NoData, security, [], current, Least(life, DenialLife(denial)));
        }
    }

    private async Task<(IDnsQueryResponse? Response, DnsOutcome Error)> QueryAsync(string name, QueryType type)
    {
        if (clients.Current is not { } client) return (null, DnsOutcome.Timeout);
        try
        {
            var response = await client.QueryAsync(name, type);
            if (response.Header.ResponseCode is DnsHeaderResponseCode.NoError or DnsHeaderResponseCode.NotExistentDomain)
                return (response, default);
            LogFailed(name, type, response.Header.ResponseCode.ToString());
            return (null, DnsOutcome.ServFail);
        }
        catch (DnsResponseException failure)
        {
            LogFailed(name, type, failure.Code.ToString());
            return (null, failure.Code is DnsResponseCode.ConnectionTimeout ? DnsOutcome.Timeout : DnsOutcome.ServFail);
        }
        catch (Exception failure) when (
            failure is OperationCanceledException or System.Net.Sockets.SocketException or IOException)
        {
            LogFailed(name, type, failure.GetType().Name);
            return (null, DnsOutcome.Timeout);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // The library's parser gives up on malformed answers with whatever exception its line happens to throw.
            LogFailed(name, type, failure.GetType().Name);
            return (null, DnsOutcome.ServFail);
        }
    }

    private static bool IsProven(IDnsQueryResponse response) => response.Header.IsAuthenticData && IsTrusted(response.NameServer);

    private static string Named(DnsString name) => DomainName.Normalize(name.Value);

    private static TimeSpan Least(TimeSpan life, int seconds) =>
        Math.Min((int)life.TotalSeconds, Math.Max(0, seconds)) is var least
        ? TimeSpan.FromSeconds(least) : life;

    // RFC 2308 §5: a denial lives as long as the SOA's TTL and MINIMUM both allow.
    private static int DenialLife(SoaRecord? soa) => soa is null
        ? 0
        : (int)Math.Min(LongestDenial.TotalSeconds, Math.Min(soa.InitialTimeToLive, soa.Minimum));

    [LoggerMessage(EventIds.LookUpFailed, LogLevel.Debug, "no answer for {Name} {Type}: {Failure}")]
    private partial void LogFailed(string name, QueryType type, string failure);
}
