using System.Text;
using Gatepost.Tests.Delivery;
using Gatepost.TlsPolicy.Sts;

namespace Gatepost.Tests.Checks;

/// <summary>Servers from which people read and send mail, and what leads their programs there.</summary>
internal static partial class OwnScenes
{
    private const string Host = "127.0.0.5";

    private const string Server = "mail.lighthouse.test A 127.0.0.5\n";

    private const string Announced = """
        _submissions._tcp.lighthouse.test SRV 0 1 465 mail.lighthouse.test
        _imaps._tcp.lighthouse.test       SRV 0 1 993 mail.lighthouse.test
        _pop3s._tcp.lighthouse.test       SRV 0 0 0 .

        """;

    private static readonly ClientPeers Good = new();

    private static readonly ClientPeers GoodImap = new() { InClear = ["LOGINDISABLED"] };

    /// <summary>The page that leads programs to the good server.</summary>
    private static readonly Dictionary<string, HttpsAnswer> GoodPages = new()
    {
        ["https://autoconfig.lighthouse.test/mail/config-v1.1.xml"] = Page("imap:993:SSL", "smtp:465:SSL"),
    };

    private static CheckScene Access(string name, string[] finds, params (int Port, PeerScript Script)[] clients) =>
        new(name, finds, Mail + Spf + Dmarc + Key + Server + Announced)
        {
            Own = new() { Interfaces = () => [], Selectors = ["s1"] },
            Clients = [.. clients.Select(client => (Host, client.Port, client.Script))],
            Pages = GoodPages,
        };

    /// <summary>A good server but for the ports that the scene replaces.</summary>
    private static CheckScene AllBut(string name, string[] finds, params (int Port, PeerScript Script)[] others)
    {
        (int Port, PeerScript Script)[] good =
        [
            (465, Good.Smtp(true)), (587, Good.Smtp()), (993, GoodImap.Imap(true)), (143, GoodImap.Imap()), (995, Good.Pop(true)), (110, Good.Pop()),
        ];
        return Access(name, finds, [.. good.ExceptBy(others.Select(other => other.Port), client => client.Port), .. others]);
    }

    private static IEnumerable<CheckScene> AccessScenes()
    {
        yield return AllBut("own-good", []);
        yield return Access("access-closed", ["I1-closed"], (465, Good.Smtp(true)), (993, Good.Imap(true)));
        yield return new("access-nobody", ["I1-none", "I1-address", "I8"], Mail + Spf + Dmarc + Key + Server)
        {
            Own = new() { Interfaces = () => [], Selectors = ["s1"], ClientHosts = ["mail.lighthouse.test", "gone.lighthouse.test"] },
        };
        yield return Domain("access-unknown", ["I1", "I8"], Spf + Dmarc + Key);
        yield return AllBut("access-odd", ["I1-odd"], (143, new PeerScript { Banner = "220 ftp ready\r\n" }), (110, new ClientPeers { Greeting = "-ERR too many" }.Pop()));
        yield return AllBut("access-clear", ["I2", "I3"], (143, new ClientPeers { OffersTls = false }.Imap()),
            (110, new ClientPeers { OffersTls = false, InClear = ["USER", "SASL PLAIN CRAM-MD5"] }.Pop()),
            (587, new ClientPeers { OffersTls = false, InClear = ["AUTH PLAIN LOGIN"] }.Smtp()));
        yield return AllBut("access-refused", ["I2-refused"], (143, (GoodImap with { RefusesTls = true }).Imap()),
            (110, (Good with { RefusesTls = true }).Pop()), (587, (Good with { RefusesTls = true }).Smtp()));
        yield return AllBut("access-broken", ["I2-tls"], (993, GoodImap.Imap()), (465, new PeerScript { IsImplicit = true, Banner = "554 go away\r\n", Certificate = ClientPeers.Good }));
        yield return AllBut("access-preauth", ["I2-preauth"], (143, (GoodImap with { Greeting = "* PREAUTH welcome back" }).Imap()));
        yield return Access("access-later", ["I1-closed", "I2-implicit", "I7-dead"], (587, Good.Smtp()), (143, GoodImap.Imap()));
        yield return AllBut("access-login", ["I3", "I3-other"], (143, Good.Imap()), (110, (Good with { InClear = ["USER"] }).Pop()),
            (587, (Good with { InClear = ["AUTH SCRAM-SHA-256"] }).Smtp()));
        yield return new("access-itself", ["I3", "I3-taken", "I1-closed", "I7", "I8"], Mail + Spf + Dmarc + Key)
        {
            Own = new() { Interfaces = () => [], Selectors = ["s1"], ClientHosts = ["127.0.0.1"] },
            Clients =
            [
                ("127.0.0.1", 993, Good.Imap(true)), ("127.0.0.1", 143, Good.Imap()), ("127.0.0.1", 995, Good.Pop(true)),
                ("127.0.0.1", 110, (Good with { TakesLogin = true }).Pop()),
            ],
        };
        yield return AllBut("access-taken", ["I3-taken"], (143, (GoodImap with { TakesLogin = true }).Imap()),
            (110, (Good with { TakesLogin = true }).Pop()), (587, (Good with { TakesLogin = true }).Smtp()));
        yield return AllBut("access-obeys", ["I4"], (143, (GoodImap with { ObeysSmuggled = true }).Imap()),
            (110, (Good with { ObeysSmuggled = true }).Pop()), (587, (Good with { ObeysSmuggled = true }).Smtp()));
        yield return AllBut("access-speaks", ["I4-reply"], (143, (GoodImap with { SpeaksBeforeTls = true }).Imap()));
        yield return AllBut("access-untrusted", ["I6", "I6-date", "I6-soon", "I6-name"],
            (993, new ClientPeers { Certificate = TestCertificates.Leaf(null, ["mail.lighthouse.test"]) }.Imap(true)),
            (995, new ClientPeers { Certificate = Until(-3) }.Pop(true)), (465, new ClientPeers { Certificate = Until(20) }.Smtp(true)),
            (587, new ClientPeers { Certificate = SceneCertificates.For("mx1.lighthouse.test") }.Smtp()));
        yield return AllBut("access-foreign", ["I6-domain"]) with
        {
            Zone = Mail + Spf + Dmarc + Key + "mail.provider.test A 127.0.0.5\n" + Announced.Replace("mail.lighthouse", "mail.provider", StringComparison.Ordinal),
            Clients = [(Host, 465, Foreign.Smtp(true)), (Host, 993, Foreign.Imap(true)), (Host, 995, Foreign.Pop(true)),
                (Host, 143, (Foreign with { InClear = ["LOGINDISABLED"] }).Imap()), (Host, 587, Foreign.Smtp()), (Host, 110, Foreign.Pop())],
        };
    }

    private static ClientPeers Foreign { get; } = new() { Certificate = SceneCertificates.For("mail.provider.test") };

    private static IEnumerable<CheckScene> SetupScenes()
    {
        yield return AllBut("srv-none", ["I7"]) with
        {
            Zone = Mail + Spf + Dmarc + Key + Server,
            Own = new() { Interfaces = () => [], Selectors = ["s1"], ClientHosts = ["mail.lighthouse.test"] },
        };
        yield return AllBut("srv-wrong", ["I7-dns", "I7-dead", "I7-order", "I7-alias", "I6-name", "I1-closed"]) with
        {
            Zone = Mail + Spf + Dmarc + Key + Server + """
                mailbox.lighthouse.test           CNAME mail.lighthouse.test
                _imaps._tcp.lighthouse.test       SRV 20 1 993 mail.lighthouse.test
                _imap._tcp.lighthouse.test        SRV 10 1 143 mail.lighthouse.test
                _submissions._tcp.lighthouse.test SRV 0 1 1465 mail.lighthouse.test
                _pop3s._tcp.lighthouse.test       SRV 0 1 995 mailbox.lighthouse.test
                _pop3._tcp.lighthouse.test        SRV servfail
                """,
        };
        yield return AllBut("setup-wrong", ["I8-tls", "I8-clear"]) with
        {
            Pages = new()
            {
                ["https://autoconfig.lighthouse.test/mail/config-v1.1.xml"] = Page("imap:993:SSL", "pop3:110:plain"),
                ["https://autodiscover.lighthouse.test/autodiscover/autodiscover.xml"] =
                    new(HttpsFault.Unproven, "the remote certificate was rejected"),
            },
        };
        yield return AllBut("setup-broken", ["I8-down", "I8-page"]) with
        {
            Pages = new()
            {
                ["https://autoconfig.lighthouse.test/mail/config-v1.1.xml"] =
                    new(HttpsFault.None) { Status = 200, MediaType = "text/html", Body = Encoding.UTF8.GetBytes("<html>parked</html>") },
                ["https://autodiscover.lighthouse.test/autodiscover/autodiscover.xml"] = new(HttpsFault.Unreachable, "no answer within 20 seconds"),
            },
        };
    }

    private static HttpsAnswer Page(params string[] servers) => new(HttpsFault.None)
    {
        Status = 200,
        MediaType = "text/xml",
        Body = Encoding.UTF8.GetBytes($"<clientConfig><emailProvider>{string.Concat(servers.Select(server => server.Split(':')).Select(parts =>
            $"<{Element(parts[0])} type=\"{parts[0]}\"><hostname>mail.lighthouse.test</hostname>"
            + $"<port>{parts[1]}</port><socketType>{parts[2]}</socketType></{Element(parts[0])}>"))}</emailProvider></clientConfig>"),
    };

    private static string Element(string protocol) => protocol == "smtp" ? "outgoingServer" : "incomingServer";

    private static System.Security.Cryptography.X509Certificates.X509Certificate2 Until(int days) => TestCertificates.Leaf(
        TestCertificates.Ca, ["mail.lighthouse.test"], Outgoing.Noon.AddDays(-60), Outgoing.Noon.AddDays(days));
}
