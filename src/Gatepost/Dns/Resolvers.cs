using System.Net;
using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Gatepost.Dns;

/// <summary>Knows the resolvers that the configuration names, or the system's where it names none.</summary>
internal sealed partial class Resolvers(
    IConfigSource configuration, Func<IReadOnlyList<IPEndPoint>> system, TimeProvider time, ILogger logger)
{
    // The system's list changes under us (DHCP, a VPN): it is read again after a while.
    private static readonly TimeSpan SystemListLife = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private ResolverPanel? _panel;
    private DateTimeOffset _until;

    /// <summary>Whom to ask now: the same object until it changes.</summary>
    public ResolverPanel Current
    {
        get
        {
            var config = configuration.Current.Dns;
            lock (_gate)
            {
                if (_panel is { } known && known.Config.IsSameAs(config) && time.GetSteadyTime() < _until) return known;
                var panel = Choose_NeedsLock(config);
                if (_panel is { } before && before.IsSameAs(panel)) return before;
                Tell(panel);
                return _panel = panel;
            }
        }
    }

    private ResolverPanel Choose_NeedsLock(DnsConfig config)
    {
        var isFromSystem = config.Resolvers.Count == 0;
        _until = isFromSystem ? time.GetSteadyTime() + SystemListLife : DateTimeOffset.MaxValue;
        return new(config, isFromSystem ? system() : config.Resolvers, isFromSystem);
    }

    private void Tell(ResolverPanel panel)
    {
        // There are public resolvers to fall back on; but whom we write to is nobody else's business.
        if (panel.Servers.Count == 0) LogNoResolver();
        else LogResolvers(string.Join(", ", panel.Servers), panel.IsFromSystem ? "system" : "configuration");
    }

    [LoggerMessage(EventIds.ResolversChosen, LogLevel.Debug, "asking {Resolvers} (from the {Source})")]
    private partial void LogResolvers(string resolvers, string source);

    [LoggerMessage(EventIds.NoResolver, LogLevel.Warning,
        "there is no resolver to ask: [dns] names none and the system has none; mail that needs MX records waits")]
    private partial void LogNoResolver();
}
