using Gatepost.Configuration;

namespace Gatepost.Host.Check;

/// <summary>Mail has time, and a person has not.</summary>
internal static class Haste
{
    /// <summary>How long a person waits for each single answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The same configuration, with no wait longer than the limit.</summary>
    public static GatepostConfig Of(GatepostConfig config, TimeSpan limit)
    {
        var (timeouts, dns) = (config.Timeouts, config.Dns);
        return config with
        {
            Dns = dns with { Timeout = Least(dns.Timeout) },
            Timeouts = timeouts with
            {
                Connect = Least(timeouts.Connect),
                Greeting = Least(timeouts.Greeting),
                Reply = Least(timeouts.Reply),
                TlsHandshake = Least(timeouts.TlsHandshake),
            },
        };

        TimeSpan Least(TimeSpan usual) => usual < limit ? usual : limit;
    }
}
