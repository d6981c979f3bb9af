using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Gatepost.Protocols.MailAccess;

/// <summary>
/// The document from which mail programs set themselves up: that of Thunderbird and most others (autoconfig), or that of
/// Outlook (autodiscover). No RFC describes either; both are XML, and name servers.
/// </summary>
/// <remarks><code>
///   clientConfig / emailProvider / incomingServer type="imap" / hostname, port, socketType (SSL, STARTTLS, plain)
///   Autodiscover / Response / Account / Protocol / Type, Server, Port, SSL (on, off), Encryption (None, SSL, TLS, Auto)
/// </code></remarks>
/// <param name="Servers">Those of IMAP, POP3 and SMTP, in their order.</param>
public sealed record SetupDocument(IReadOnlyList<SetupServer> Servers)
{
    /// <summary>The largest document that is read, in octets.</summary>
    public const int MaxSize = 64 * 1024;

    private const int MostServers = 50, MostDepth = 32;

    /// <summary>Reads a document; null where it is neither of the two, or no XML.</summary>
    public static SetupDocument? Read(string text)
    {
        // Neither entities nor anything from elsewhere.
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MaxSize,
            IgnoreComments = true,
        };
        try
        {
            using var source = new StringReader(text);
            using var reader = XmlReader.Create(source, settings);
            if (!IsShallow(text, settings)) return null;
            var root = XDocument.Load(reader).Root;
            return root?.Name.LocalName switch
            {
                "clientConfig" => new(Named(root, "incomingServer", "outgoingServer").Select(ReadAutoconfig)),
                "Autodiscover" => new(Named(root, "Protocol").Select(ReadAutodiscover)),
                _ => null,
            };
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private SetupDocument(IEnumerable<SetupServer?> servers) : this([.. servers.OfType<SetupServer>().Take(MostServers)])
    {
    }

    // Elements are walked by recursion, so that a tower of them must not be let in.
    private static bool IsShallow(string text, XmlReaderSettings settings)
    {
        using var source = new StringReader(text);
        using var reader = XmlReader.Create(source, settings);
        while (reader.Read())
            if (reader.Depth > MostDepth) return false;
        return true;
    }

    private static IEnumerable<XElement> Named(XElement root, params string[] names) =>
        root.Descendants().Where(element => names.Contains(element.Name.LocalName));

    private static SetupServer? ReadAutoconfig(XElement server) => Make(
        server.Attribute("type")?.Value, Value(server, "hostname"), Value(server, "port"),
        Value(server, "socketType").ToUpperInvariant() switch
        {
            "SSL" => SetupSecurity.Tls,
            "STARTTLS" => SetupSecurity.StartTls,
            "PLAIN" => SetupSecurity.Clear,
            _ => SetupSecurity.Unsaid,
        });

    private static SetupServer? ReadAutodiscover(XElement server) => Make(
        Value(server, "Type"), Value(server, "Server"), Value(server, "Port"),
        (Value(server, "Encryption").ToUpperInvariant(), Value(server, "SSL").ToUpperInvariant()) switch
        {
            ("SSL", _) => SetupSecurity.Tls,
            ("TLS", _) => SetupSecurity.StartTls,
            ("NONE", _) or ("", "OFF") => SetupSecurity.Clear,
            ("", _) => SetupSecurity.Tls, // on is the default
            _ => SetupSecurity.Unsaid,
        });

    private static SetupServer? Make(string? type, string host, string port, SetupSecurity security)
    {
        var protocol = type?.Trim().ToLowerInvariant();
        if (protocol is not ("imap" or "pop3" or "smtp") || host.Length == 0) return null;
        var number = int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var read)
            && read is > 0 and <= ushort.MaxValue ? (int?)read : null;
        return new(protocol, host, number, security);
    }

    private static string Value(XElement parent, string name) =>
        parent.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value.Trim() ?? "";
}
