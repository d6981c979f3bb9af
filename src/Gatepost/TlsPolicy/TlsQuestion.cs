using Gatepost.Configuration;
using Gatepost.Messages;
using Gatepost.Routing;

namespace Gatepost.TlsPolicy;

/// <summary>What the sources of policy are asked: how must this message be carried on this route?</summary>
/// <param name="Message">The message.</param>
/// <param name="Route">Where it goes.</param>
/// <param name="Config">The snapshot in force, the same for all sources.</param>
public sealed record TlsQuestion(QueuedMessage Message, Route Route, GatepostConfig Config)
{
    /// <summary>
    /// The sender asks for delivery without regard to what the recipient's domain publishes (RFC 8689 §3). What the operator
    /// demands is untouched by it, and REQUIRETLS beats it (§4.1).
    /// </summary>
    public bool WaivesPublished => Message.Envelope is { TlsOptional: true, RequireTls: false };

    /// <summary>When it is asked: agreements end.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>The agreement that covers mail on this route, or null.</summary>
    public PartnerConfig? Partner => Route.Direction is MailDirection.Out ? Config.FindPartner(Route.Domain) : null;
}
