namespace Gatepost.Host.Demo;

/// <summary>Writes the configuration files of the demonstration: real ones, to be read and changed by whoever tries it.</summary>
internal static class DemoConfig
{
    /// <summary>An organisation that has TLS: our own, and the partner's.</summary>
    public static string Protected(Organisation own, string authority, params string[] partners) => $"""
        # The gateway of {own.Domain}. Change it while the demonstration runs: it is read again at once.
        hostname = "{own.MxHost}"
        data_dir = "data"

        [admin]
        listen = "off"

        [queue]
        retry = ["2s", "2s", "10s", "1m"]     # short, for the demonstration
        delay_notice = "1s"
        disk_reserve = "1 MiB"

        [[listener]]                          # from the world: STARTTLS offered, never required
        role = "mx"
        listen = ["127.0.0.1:{own.MxPort}"]

        [[listener]]                          # from our own mail server
        role = "relay"
        listen = ["127.0.0.1:{own.RelayPort}"]
        networks = ["127.0.0.0/8"]

        [[certificate]]
        name = "mx"
        certificate_file = "{own.MxHost}.pem"
        key_file = "{own.MxHost}.key"

        [[domain]]                            # our domain, and the mail server behind us
        name = "{own.Domain}"
        next_hop = "127.0.0.1:{own.MailServerPort}"
        tls = "secure"
        tls_names = ["{own.MailHost}"]
        tls_ca_file = "{authority}"

        {string.Join("\n", partners)}
        """;

    /// <summary>An organisation without TLS: it offers none, and it uses none.</summary>
    public static string Clear(Organisation own, params string[] partners) => $"""
        # The gateway of {own.Domain}, which has never heard of TLS.
        hostname = "{own.MxHost}"
        data_dir = "data"

        [admin]
        listen = "off"

        [queue]
        disk_reserve = "1 MiB"

        [outbound]
        tls = "none"

        [[listener]]
        role = "mx"
        listen = ["127.0.0.1:{own.MxPort}"]
        starttls = false

        [[listener]]
        role = "relay"
        listen = ["127.0.0.1:{own.RelayPort}"]
        networks = ["127.0.0.0/8"]
        starttls = false

        [[domain]]
        name = "{own.Domain}"
        next_hop = "127.0.0.1:{own.MailServerPort}"
        tls = "none"

        {string.Join("\n", partners)}
        """;

    /// <summary>A partner by agreement: its certificate must bear its name and come from the agreed authority.</summary>
    public static string Agreed(Organisation other, string authority) => $"""
        [[partner]]                           # agreed: never without a certificate that we can check
        name = "{other.ShortName}"
        domains = ["{other.Domain}"]
        next_hop = "127.0.0.1:{other.MxPort}"
        tls = "secure"
        tls_names = ["{other.MxHost}"]
        tls_ca_file = "{authority}"

        """;

    /// <summary>Anybody else, here with a next hop of its own since the demonstration has no DNS.</summary>
    public static string Anybody(Organisation other, string level) => $"""
        [[partner]]
        name = "{other.ShortName}"
        domains = ["{other.Domain}"]
        next_hop = "127.0.0.1:{other.MxPort}"
        tls = "{level}"

        """;
}
