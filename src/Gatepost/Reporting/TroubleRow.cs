using Gatepost.Messages;

namespace Gatepost.Reporting;

/// <summary>Mail to one domain that TLS kept, for one reason.</summary>
/// <param name="Domain">To whom.</param>
/// <param name="Reason">Why.</param>
public sealed record TroubleRow(string Domain, TlsReason Reason)
{
    /// <summary>Messages that were given up.</summary>
    public long GivenUp { get; init; }

    /// <summary>Messages that an operator dropped while they waited.</summary>
    public long Dropped { get; init; }

    /// <summary>Messages that wait.</summary>
    public long Waiting { get; init; }

    /// <summary>Messages that were delivered in the end.</summary>
    public long DeliveredLater { get; init; }

    /// <summary>When it last happened.</summary>
    public DateTimeOffset Last { get; init; }
}
