using DnsClient;
using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Gatepost.Dns;

/// <summary>Holds the client for the resolvers that the configuration names, or the system's where it names none.</summary>
internal sealed partial class ResolverClients(IConfigSource configuration, TimeProvider time, ILogger logger)
{
    // The system's list changes under us (DHCP, a VPN): it is read again after a while.
    private static readonly TimeSpan SystemListLife = TimeSpan.FromMinutes(5);

    // RFC 9715 and the flag day of 2020: larger answers are lost to fragmentation; they come over TCP.
    private const int EdnsSize = 1232;

    private readonly Lock _gate = new();
    private Chosen? _chosen;

    /// <summary>The client, or null where there is no resolver to ask.</summary>
    public ILookupClient? Current
    {
        get
        {
            var config = configuration.Current.Dns;
            lock (_gate)
            {
                if (_chosen is not { } chosen || chosen.Config != config || chosen.Until <= time.GetUtcNow())
                    _chosen = chosen = Choose(config);
                return chosen.Client;
            }
        }
    }

    private Chosen Choose(DnsConfig config)
    {
        var fromSystem = config.Resolvers.Count == 0;
        // The library would ask public resolvers where the system has none; mail domains are nobody else's business.
        NameServer[] servers = fromSystem
            ? [.. NameServer.ResolveNameServers(skipIPv6SiteLocal: true, fallbackToGooglePublicDns: false)]
            : [.. config.Resolvers.Select(endpoint => new NameServer(endpoint))];
        var until = fromSystem ? time.GetUtcNow() + SystemListLife : DateTimeOffset.MaxValue;
        if (servers.Length == 0)
        {
            LogNoResolver();
            return new(config, null, until);
        }

        LogResolvers(string.Join(", ", servers.Select(s => s.ToString())), fromSystem ? "system" : "configuration");
        return new(config, new LookupClient(OptionsFor(config, servers)), until);
    }

    private static LookupClientOptions OptionsFor(DnsConfig config, NameServer[] servers) => new(servers)
    {
        UseCache = false,
        ThrowDnsErrors = false,
        EnableAuditTrail = false,
        UseRandomNameServer = false,
        ContinueOnDnsError = true,
        ContinueOnEmptyResponse = false,
        UseTcpFallback = true,
        ExtendedDnsBufferSize = EdnsSize,
        // The AD bit comes only to those who ask for proofs (RFC 6840 §5.8), and counts only from loopback.
        RequestDnsSecRecords = servers.Any(DnsQuestioner.IsTrusted),
        Timeout = config.Timeout,
        Retries = Math.Max(0, config.Tries - 1),
    };

    private sealed record Chosen(DnsConfig Config, ILookupClient? Client, DateTimeOffset Until);

    [LoggerMessage(EventIds.ResolversChosen, LogLevel.Debug, "asking {Resolvers} (from the {Source})")]
    private partial void LogResolvers(string resolvers, string source);

    [LoggerMessage(EventIds.NoResolver, LogLevel.Warning,
        "there is no resolver to ask: [dns] names none and the system has none; mail that needs MX records waits")]
    private partial void LogNoResolver();
}
