using System.Net;
using System.Security.Authentication;
using Gatepost.Configuration;
using Gatepost.Messages;

namespace Gatepost.Tests.Configuration;

public sealed class ConfigReaderTests
{
    [Fact]
    public void Each_option_lands_in_its_record()
    {
        var config = ConfigText.Good("""
            postmaster = "help@example.org"
            [[listener]]
            name = "inside"
            role = "relay"
            listen = ["127.0.0.1:2525", "[::1]:2525"]
            networks = ["10.0.0.0/8", "192.0.2.7", "2001:db8::/32"]
            bare_newline = "normalize"
            tls_tickets = false
            client_pins = ["sha256:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff:00:11:22:33:44:55:66:77:88:99"]
            [[domain]]
            name = "Example.ORG."
            next_hop = "mail.internal"
            verify_recipients = true
            tls = "encrypt"
            tls_minimum_version = 1.3
            [[partner]]
            domains = ["bücher.example", ".lighthouse.example"]
            tls = "secure"
            tls_names = ["mail.lighthouse.example"]
            [queue]
            retry = ["1m", "2m"]
            lifetime = "1d12h"
            delay_notice = "never"
            disk_reserve = "1 GiB"
            [dns]
            resolvers = ["127.0.0.1", "[2001:db8::53]:5353"]
            [admin]
            listen = "off"
            """);

        Assert.Equal("help@example.org", config.Postmaster);
        var relay = config.Listeners[1];
        Assert.Equal(("inside", ListenerRole.Relay, BareNewline.Normalize, false),
            (relay.Name, relay.Role, relay.BareNewline, relay.SessionTickets));
        Assert.Equal([IPEndPoint.Parse("127.0.0.1:2525"), IPEndPoint.Parse("[::1]:2525")], relay.Addresses);
        Assert.Equal(["10.0.0.0/8", "192.0.2.7/32", "2001:db8::/32"],
            relay.Networks.Select(static network => network.ToString()));
        Assert.Equal("aabbccddeeff00112233445566778899aabbccddeeff00112233445566778899", relay.ClientPins.Single().Digest);
        var domain = config.FindDomain("example.org");
        Assert.Equal(new HostPort("mail.internal", 25), domain!.NextHop);
        Assert.Equal((true, TlsLevel.Encrypt, SslProtocols.Tls13),
            (domain.VerifyRecipients, domain.Tls.Level, domain.Tls.MinimumVersion!.Value));
        Assert.Equal(("xn--bcher-kva.example", TlsLevel.Secure), (config.Partners[0].Name, config.Partners[0].Tls.Level));
        Assert.Equal("xn--bcher-kva.example", config.FindPartner("mx.lighthouse.example")!.Name);
        Assert.Equal(["mail.lighthouse.example"], config.Partners[0].Tls.Names);
        Assert.Equal([TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2)], config.Queue.Retry);
        Assert.Equal((TimeSpan.FromHours(36), null, 1L << 30),
            (config.Queue.Lifetime, config.Queue.DelayNotice, config.Queue.DiskReserve));
        Assert.Equal(["127.0.0.1:53", "[2001:db8::53]:5353"],
            config.Dns.Resolvers.Select(static resolver => resolver.ToString()));
        Assert.Null(config.Admin.Listen);
    }

    [Fact]
    public void What_is_not_set_has_the_default_of_its_record()
    {
        var config = ConfigText.Good("");

        Assert.Equal(new LimitsConfig(), config.Limits);
        Assert.Equal(new TimeoutsConfig(), config.Timeouts);
        Assert.Equal(new LedgerConfig(), config.Ledger);
        Assert.Equal(new AdminConfig(), config.Admin);
        Assert.Equal(new QueueConfig().Retry, config.Queue.Retry);
        Assert.Equal("submission", config.Listeners.Single().Name);
        Assert.Equal(Path.GetFullPath("data"), config.DataDirectory);
    }

    [Fact]
    public void Many_errors_are_told_at_once_each_with_its_place_and_remedy()
    {
        var errors = ConfigText.Errors("""
            hostnam = "x"
            [queue]
            lifetime = "5x"
            retry = ["5m", 7]
            postmaster = "a@example.org"
            [limits]
            sessions = "many"
            message_size = "50 MegaBytes"
            [[domain]]
            name = "example.org"
            [outbond]
            mx_port = 25
            """);

        Assert.Equal(
            [
                "gatepost.toml:4:1: error: \"hostnam\" is no option that Gatepost knows; did you mean \"hostname\"?",
                "gatepost.toml:6:12: error: queue.lifetime: \"5x\" is no duration; write a time with its unit, such as \"30s\", \"5m\", \"1h30m\" or \"5d\"",
                "gatepost.toml:7:16: error: queue.retry: 7 lacks its unit; write a time with its unit, such as \"30s\", \"5m\", \"1h30m\" or \"5d\"",
                "gatepost.toml:8:1: error: queue: \"postmaster\" is no option that Gatepost knows; it belongs at the top of the file, above the first [section]",
                "gatepost.toml:10:12: error: limits.sessions: \"many\" is no number; write a number from 1 to 1000000",
                "gatepost.toml:11:16: error: limits.message_size: \"50 MegaBytes\" has a unit that is unknown; write a size from \"64 KiB\" to \"1 TiB\"",
                "gatepost.toml:12:1: error: domain[1].next_hop: is not set, but must be: Our server that takes this domain's mail; without a port it is 25.; write next_hop = \"mail.internal:25\", \"192.0.2.1:25\" or \"[2001:db8::1]:25\"",
                "gatepost.toml:14:1: error: \"outbond\" is no section that Gatepost knows; did you mean \"outbound\"?",
            ], errors);
    }

    [Fact]
    public void An_empty_file_says_what_is_missing()
    {
        var result = ConfigText.Read("");

        Assert.Null(result.Config);
        Assert.Contains(result.Errors, static problem => problem.Option == "hostname");
        Assert.Contains(result.Errors, static problem => problem.Option == "data_dir");
        Assert.Contains(result.Errors, static problem => problem.Message.Contains("no [[listener]]", StringComparison.Ordinal));
    }
}
