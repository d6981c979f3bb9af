using System.Text;
using Gatepost.Protocols.MailAccess;

namespace Gatepost.Fuzz.Targets;

/// <summary>The documents from which mail programs set themselves up.</summary>
internal sealed class SetupDocumentTarget : IFuzzTarget
{
    public string Name => "setup-document";

    public IReadOnlyList<string> Words { get; } =
        ["<clientConfig>", "</clientConfig>", "<incomingServer type=\"imap\">", "</incomingServer>", "<outgoingServer type='smtp'>", "</outgoingServer>",
            "<hostname>", "</hostname>", "<port>", "</port>", "<socketType>", "</socketType>", "SSL", "plain", "<Autodiscover>", "<Protocol>",
            "<Type>IMAP</Type>", "<!DOCTYPE a [<!ENTITY b \"c\">]>", "&b;", "<![CDATA[", "]]>", "<a>", "xmlns=\"\""];

    public ulong Run(byte[] input)
    {
        var document = SetupDocument.Read(Encoding.UTF8.GetString(input));
        if (document is null) return 1;
        foreach (var server in document.Servers)
        {
            Must.Hold(server.Host.Length > 0, "a server without a name");
            Must.Hold(server.Port is null or (> 0 and <= ushort.MaxValue), "a port that is none");
        }

        return Must.Shape(2, Must.Rough(document.Servers.Count), document.Servers.Aggregate(0, static (all, server) => all | (1 << (int)server.Security)));
    }
}
