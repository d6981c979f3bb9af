using System.Net;
using Gatepost.Configuration;
using Microsoft.AspNetCore.Connections;

namespace Gatepost.Inbound;

/// <summary>
/// The door of the room: gives each listener's connections to sessions. Kestrel listens and accepts; on its stop sessions get
/// 421 4.3.2 at the next command, or finish the message that is coming (RFC 5321 §3.8).
/// </summary>
/// <param name="needs">What the sessions need of others.</param>
public sealed class InboundListeners(InboundNeeds needs)
{
    private readonly InboundRoom _room = new(needs);

    /// <summary>Sessions that are open now.</summary>
    public int OpenSessions => _room.Admission.Open;

    /// <summary>
    /// What takes the connections of a listener: <c>kestrel.Listen(address, options =&gt; options.Run(connection =&gt;
    /// receiver(connection)))</c>. Neither TLS nor anything else may stand before it.
    /// </summary>
    public ConnectionDelegate Receiver(ListenerConfig listener) => new SmtpConnectionHandler(_room, listener).OnConnectedAsync;

    /// <summary>
    /// Whether a client was refused so often that it gets no answer any more. Asked before a connection is made of what was
    /// accepted, it spares the work of that.
    /// </summary>
    public bool TurnsAway(ListenerConfig listener, IPAddress client)
    {
        if (!_room.Admission.TurnsAway(client, _room.Needs.Config.Current.Limits)) return false;
        _room.Metrics.SessionRefused(listener.Name, "not_answered");
        return true;
    }
}
