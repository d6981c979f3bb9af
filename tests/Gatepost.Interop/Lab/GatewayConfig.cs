using System.Net;
using System.Text;

namespace Gatepost.Interop.Lab;

/// <summary>The configuration file of the gateway under test.</summary>
internal sealed class GatewayConfig(LabFolder lab, LabAuthority authority, string address)
{
    private readonly StringBuilder _text = new($"""
        hostname = "{Gateway.Name}"
        data_dir = "{lab.Sub($"data-{address.Replace('.', '-')}")}"

        [[listener]]
        role = "mx"
        listen = ["{address}:{Gateway.MxPort}"]

        [[listener]]
        role = "relay"
        listen = ["{address}:{Gateway.RelayPort}"]
        networks = ["127.0.0.0/8"]

        [[listener]]
        role = "submission"
        listen = ["{address}:{Gateway.SubmissionPort}"]

        [[listener]]
        role = "submissions"
        listen = ["{address}:{Gateway.SubmissionsPort}"]

        [outbound]
        ca_file = "{authority.RootFile}"

        [queue]
        retry = ["1s", "1s", "2s"]
        delay_notice = "never"
        disk_reserve = "1 MiB"

        [limits]
        sessions_per_address = 1000
        new_sessions_per_minute = 100000

        [admin]
        listen = "off"


        """);

    /// <summary>The data folder lies somewhere else.</summary>
    public GatewayConfig In(string dataFolder)
    {
        _text.Replace(lab.Sub($"data-{address.Replace('.', '-')}"), dataFolder);
        return this;
    }

    /// <summary>What one address may do is what it is where nobody has set it.</summary>
    public GatewayConfig UsualLimits()
    {
        _text.Replace("sessions_per_address = 1000\n", "").Replace("new_sessions_per_minute = 100000\n", "");
        return this;
    }

    /// <summary>Messages may be so large.</summary>
    public GatewayConfig MessagesUpTo(int mebi)
    {
        _text.Replace("[limits]\n", $"[limits]\nmessage_size = \"{mebi} MiB\"\n");
        return this;
    }

    /// <summary>A domain behind the gateway.</summary>
    public GatewayConfig Domain(string name, string nextHop, string more = "", int port = LabFolder.Port)
    {
        _text.Append($"[[domain]]\nname = \"{name}\"\nnext_hop = \"{nextHop}:{port}\"\n{more}\n");
        return this;
    }

    /// <summary>A domain elsewhere, with an agreement on TLS.</summary>
    public GatewayConfig Partner(string domain, string nextHop, string tls)
    {
        _text.Append($"[[partner]]\ndomains = [\"{domain}\"]\nnext_hop = \"{nextHop}:{LabFolder.Port}\"\n{tls}\n\n");
        return this;
    }

    /// <summary>Says over HTTP how it is.</summary>
    public GatewayConfig Admin()
    {
        _text.Replace("listen = \"off\"", $"listen = \"{address}:{Gateway.AdminPort}\"");
        return this;
    }

    /// <summary>Asks the lab's DNS, and says over HTTP what it finds.</summary>
    public GatewayConfig Dns(IPEndPoint resolver)
    {
        Admin();
        _text.Append($"[dns]\nresolvers = [\"{resolver}\"]\ndnssec_bogus_probe = \"{LabResolver.Forged}\"\n\n");
        return this;
    }

    public GatewayConfig Certificate(IssuedCertificate certificate)
    {
        _text.Append($"[[certificate]]\nname = \"own\"\ncertificate_file = \"{certificate.ChainFile}\"\n")
            .Append($"key_file = \"{certificate.KeyFile}\"\n\n");
        return this;
    }

    public override string ToString() => _text.ToString();
}
