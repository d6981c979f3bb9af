using Gatepost.Diagnostics;
using Gatepost.Inbound.Connections;
using Gatepost.Inbound.Logins;
using Microsoft.Extensions.Logging;

namespace Gatepost.Inbound;

/// <summary>What all sessions share: the conductor, the counters, the memory of addresses.</summary>
internal sealed class InboundRoom
{
    public InboundRoom(InboundNeeds needs)
    {
        Needs = needs;
        Logger = needs.Loggers.CreateLogger("Gatepost.Inbound");
        Metrics = new(needs.Meters);
        Admission = new(needs.Time);
        Lines = new(Logger, needs.Time);
        Acceptance = new(needs, Metrics, Logger);
        Logins = new(needs.Users, new LoginThrottle(needs.Time), needs.Time);
    }

    /// <summary>What the other rooms gave.</summary>
    public InboundNeeds Needs { get; }

    /// <summary>Says who may come in.</summary>
    public Admission Admission { get; }

    /// <summary>Conducts the taking of messages.</summary>
    public Acceptance Acceptance { get; }

    /// <summary>Says who somebody is.</summary>
    public Authenticator Logins { get; }

    /// <summary>Counts.</summary>
    public InboundMetrics Metrics { get; }

    /// <summary>Says how much strangers may make us tell.</summary>
    public LogBudget Lines { get; }

    /// <summary>Tells.</summary>
    public ILogger Logger { get; }
}
