using Gatepost.Configuration;

namespace Gatepost.Checks.Own;

/// <summary>
/// Our own configuration, as somebody's who does not know us: a domain of ours is found by the DNS, and not by our row, and its
/// mail hosts are called though they may be this very machine.
/// </summary>
internal static class OutsideView
{
    /// <summary>What a stranger would work with. Resolvers, ports, CAs and time-outs stay ours.</summary>
    public static GatepostConfig Of(GatepostConfig config) => new()
    {
        // Not our own name: a host that is called so would be ourselves, to which mail never goes (RFC 5321 §5.1).
        Hostname = "check." + config.Hostname,
        DataDirectory = config.DataDirectory,
        Dns = config.Dns,
        Timeouts = config.Timeouts,
        Outbound = new()
        {
            MxPort = config.Outbound.MxPort,
            MtaStsPort = config.Outbound.MtaStsPort,
            MtaStsPrivateAddresses = config.Outbound.MtaStsPrivateAddresses,
            CaFile = config.Outbound.CaFile,
        },
    };
}
