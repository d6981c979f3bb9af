using System.Diagnostics.Metrics;
using Gatepost.Certificates;
using Gatepost.Configuration;
using Gatepost.Ledger;
using Gatepost.Spool;
using Microsoft.Extensions.Logging;

namespace Gatepost.Inbound;

/// <summary>What Inbound needs from the other rooms; the composition root hands it over.</summary>
public sealed record InboundNeeds
{
    /// <summary>The configuration in force.</summary>
    public required IConfigSource Config { get; init; }

    /// <summary>Our certificates.</summary>
    public required ICertificateStore Certificates { get; init; }

    /// <summary>Keeps what is taken.</summary>
    public required ISpoolIntake Spool { get; init; }

    /// <summary>Remembers how it came.</summary>
    public required ILedger Ledger { get; init; }

    /// <summary>Who may log in.</summary>
    public required IUserDirectory Users { get; init; }

    /// <summary>Asks next hops of recipients.</summary>
    public required IRecipientVerifier Recipients { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Numbers.</summary>
    public required IMeterFactory Meters { get; init; }

    /// <summary>Words.</summary>
    public required ILoggerFactory Loggers { get; init; }
}
