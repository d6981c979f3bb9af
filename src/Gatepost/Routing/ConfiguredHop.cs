using Gatepost.Configuration;
using Gatepost.Messages;

namespace Gatepost.Routing;

/// <summary>Where the configuration sends a domain.</summary>
/// <param name="Direction">In for our own domains.</param>
/// <param name="Hop">The fixed next hop; null: MX.</param>
internal sealed record ConfiguredHop(MailDirection Direction, HostPort? Hop);
