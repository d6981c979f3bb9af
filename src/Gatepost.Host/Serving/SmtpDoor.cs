using System.Net;
using Gatepost.Configuration;
using Microsoft.AspNetCore.Connections;

namespace Gatepost.Host.Serving;

/// <summary>One listener to open, and who receives its connections.</summary>
internal sealed record SmtpDoor(ListenerConfig Config, ConnectionDelegate Receive)
{
    /// <summary>Who is turned away without a word, before anything is spent on the connection.</summary>
    public Func<IPAddress, bool> TurnsAway { get; init; } = static _ => false;
}
