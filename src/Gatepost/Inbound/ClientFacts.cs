using System.Net;
using Gatepost.Configuration;
using Gatepost.Inbound.Connections;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Microsoft.Extensions.Logging;

namespace Gatepost.Inbound;

/// <summary>What is known of one client: where it came from, what it said, what it proved.</summary>
/// <param name="id">Names the session in logs.</param>
/// <param name="config">The snapshot that holds for this session.</param>
/// <param name="listener">Where it came in.</param>
/// <param name="remote">Where it came from.</param>
/// <param name="log">Where it is told of it, as far as it may fill that.</param>
internal sealed class ClientFacts(string id, GatepostConfig config, ListenerConfig listener, IPEndPoint remote, ILogger log)
{
    /// <summary>Names the session in logs.</summary>
    public string Id { get; } = id;

    /// <summary>The snapshot that holds for this session.</summary>
    public GatepostConfig Config { get; } = config;

    /// <summary>Where it came in.</summary>
    public ListenerConfig Listener { get; } = listener;

    /// <summary>Its address; IPv4 as IPv4, also over a dual-stack socket.</summary>
    public IPAddress Address { get; } = Plain(remote.Address);

    /// <summary>As logs show it: <c>[192.0.2.1]:4711</c>.</summary>
    public string Peer { get; } = $"[{Plain(remote.Address)}]:{remote.Port}";

    /// <summary>The log, of which one client may fill only so much.</summary>
    public ILogger Log { get; } = log;

    /// <summary>What it calls itself, or null before EHLO.</summary>
    public HeloArguments? Helo { get; set; }

    /// <summary>It said EHLO, not HELO.</summary>
    public bool IsExtended { get; set; }

    /// <summary>As whom it logged in, or null.</summary>
    public string? User { get; set; }

    /// <summary>What TLS is like.</summary>
    public TlsFacts Tls { get; private set; } = TlsFacts.Clear();

    /// <summary>It showed a certificate that may relay.</summary>
    public bool HasRelayCertificate { get; private set; }

    /// <summary>The names of the partners whose certificate it showed.</summary>
    public IReadOnlyList<string> Partners { get; private set; } = [];

    /// <summary>What ends a line here.</summary>
    public LineEnds LineEnds => Listener.BareNewline is BareNewline.Normalize ? LineEnds.Normalized : LineEnds.Strict;

    /// <summary>The name it gave, for logs.</summary>
    public string ShownHelo => Helo?.Name ?? "-";

    /// <summary>
    /// TLS has to come before everything else (RFC 6409, RFC 8314: submission takes no passwords and no mail in clear).
    /// </summary>
    public bool NeedsTlsFirst => !Tls.IsEncrypted && Listener.Role is ListenerRole.Submission or ListenerRole.Submissions;

    /// <summary>A login has to come before mail.</summary>
    public bool NeedsLogin => Listener.Role is ListenerRole.Submission or ListenerRole.Submissions && User is null;

    /// <summary>AUTH is to be had on this listener: wherever people or our own servers come.</summary>
    public bool OffersLogin => Listener.Role is not ListenerRole.Mx;

    /// <summary>TLS began: all that was said before is forgotten (RFC 3207 §4.2).</summary>
    public void StartTls(TlsHandshake handshake)
    {
        (Helo, IsExtended, User) = (null, false, null);
        (Tls, HasRelayCertificate, Partners) = (handshake.Facts, handshake.MayRelay, handshake.Partners);
    }

    /// <summary>IPv4 as IPv4, also over a dual-stack socket.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
