using System.Net;
using System.Security.Authentication;
using Gatepost.Configuration;
using Gatepost.Messages;

namespace Gatepost.Tests.Configuration;

public sealed class ConfigReaderTests
{
    [Theory]
    [InlineData("hostname = \"gate\\")] // as half a file ends that is just being written: the parser throws
    [InlineData("a = \"\\ud800\"\n\u007F")]
    [InlineData("\u007F")]
    [InlineData("\"\\u001b[2J\" = 1")]
    public void Whatever_the_text_is_its_problems_are_told_in_lines_and_nothing_is_thrown(string text)
    {
        var result = ConfigReader.Parse(text, "gatepost.toml", new Dictionary<string, string>());

        Assert.Null(result.Config);
        Assert.NotEmpty(result.Problems);
        Assert.All(result.Problems, static problem => Assert.DoesNotContain(problem.ToString(), char.IsControl));
    }

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
            tls_cbc = false
            client_pins = ["sha256:AABBCCDDEEFF:00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff:00:11:22:33:44:55:66:77:88:99"]
            [[domain]]
            name = "Example.ORG."
            next_hop = "mail.internal"
            verify_recipients = true
            tls = "encrypt"
            tls_minimum_version = 1.3
            [[partner]]
            domains = ["fog.example"]
            directions = "in"
            mode = "monitor"
            valid_until = 2027-06-30
            owner = "Ann"
            contact = "ann@example.org"
            reason = "contract"
            inbound = "certificate"
            inbound_networks = ["192.0.2.7"]
            inbound_client_pins = ["sha256:AABBCCDDEEFF00112233445566778899aabbccddeeff00112233445566778899"]
            [[partner]]
            domains = ["bücher.example", ".lighthouse.example"]
            on_failure = "hold"
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
        Assert.Equal(("inside", ListenerRole.Relay, BareNewline.Normalize, false, false),
            (relay.Name, relay.Role, relay.BareNewline, relay.SessionTickets, relay.Cbc));
        Assert.Equal([IPEndPoint.Parse("127.0.0.1:2525"), IPEndPoint.Parse("[::1]:2525")], relay.Addresses);
        Assert.Equal(["10.0.0.0/8", "192.0.2.7/32", "2001:db8::/32"],
            relay.Networks.Select(static network => network.ToString()));
        Assert.Equal("aabbccddeeff00112233445566778899aabbccddeeff00112233445566778899", relay.ClientPins.Single().Digest);
        var domain = config.FindDomain("example.org");
        Assert.Equal(new HostPort("mail.internal", 25), domain!.NextHop);
        Assert.Equal((true, TlsLevel.Encrypt, SslProtocols.Tls13),
            (domain.VerifyRecipients, domain.Tls.Level, domain.Tls.MinimumVersion!.Value));
        var fog = config.Partners[0];
        Assert.Equal((PartnerDirections.In, PartnerMode.Monitor, new DateOnly(2027, 6, 30)),
            (fog.Directions, fog.Mode, fog.ValidUntil!.Value));
        Assert.Equal(("Ann", "ann@example.org", "contract"), (fog.Owner, fog.Contact, fog.Reason));
        Assert.Equal((InboundDemand.Certificate, 1, 1),
            (fog.Inbound.Demand, fog.Inbound.Networks.Count, fog.Inbound.ClientPins.Count));
        Assert.Null(config.FindPartner("fog.example"));
        Assert.Same(fog, config.FindSendingPartner("fog.example"));
        Assert.Equal(("xn--bcher-kva.example", TlsLevel.Secure, UnmetAction.Hold),
            (config.Partners[1].Name, config.Partners[1].Tls.Level, config.Partners[1].OnFailure));
        Assert.Equal("xn--bcher-kva.example", config.FindPartner("mx.lighthouse.example")!.Name);
        Assert.Equal(["mail.lighthouse.example"], config.Partners[1].Tls.Names);
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

    [Theory]
    [InlineData("certificate_file = \"{0}/cert\"\nkey_file = \"{0}/secret\"", "key_file")]
    [InlineData("certificate_file = \"{0}/cert\"\nkey_file = \"{0}/link\"", "key_file")]
    [InlineData("certificate_file = \"{0}/cert\"\nkey_file = \"{0}/cert\"\npassword_file = \"{0}/secret\"", "password_file")]
    [InlineData("certificate_file = \"{0}/secret\"", "certificate_file")]
    public void A_secret_that_everybody_can_read_is_refused_with_the_remedy(string text, string option)
    {
        if (OperatingSystem.IsWindows()) return;
        var folder = Directory.CreateTempSubdirectory("gatepost-config-").FullName;
        foreach (var name in (string[])["cert", "secret"])
        {
            File.WriteAllText(Path.Combine(folder, name), "");
            File.SetUnixFileMode(Path.Combine(folder, name), UnixFileMode.UserRead | UnixFileMode.GroupRead);
        }

        File.CreateSymbolicLink(Path.Combine(folder, "link"), "secret"); // as certbot has it; the mode of a link is always 0777
        var row = "[[certificate]]\nname = \"mx\"\n" + text.Replace("{0}", folder, StringComparison.Ordinal);
        Assert.DoesNotContain(ConfigText.Read(row).Problems, static problem => problem.Message.Contains("everybody", StringComparison.Ordinal));
        File.SetUnixFileMode(Path.Combine(folder, "secret"), UnixFileMode.UserRead | UnixFileMode.OtherRead);

        var told = Assert.Single(ConfigText.Read(row).Errors, static problem => problem.Message.Contains("everybody", StringComparison.Ordinal));
        var file = option == "key_file" && text.Contains("link", StringComparison.Ordinal) ? "link" : "secret";
        Assert.EndsWith(option, told.Option, StringComparison.Ordinal);
        Assert.Equal($"\"{folder}/{file}\" holds a secret, and everybody on this machine can read or change it (mode 0404)", told.Message);
        Assert.Equal($"run: chmod o= {folder}/{file}", told.Remedy);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_URL_with_a_password_is_refused_since_the_file_is_no_place_for_one()
    {
        var errors = ConfigText.Read("[admin]\notlp_endpoint = \"http://me:word@127.0.0.1:4317\"\n").Errors;

        Assert.Contains(errors, static problem => problem.Message.Contains("names a user; this file holds no passwords", StringComparison.Ordinal));
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
