using Gatepost.Configuration;
using Microsoft.AspNetCore.Connections;

namespace Gatepost.Host.Serving;

/// <summary>One listener to open, and who receives its connections.</summary>
internal sealed record SmtpDoor(ListenerConfig Config, ConnectionDelegate Receive);
