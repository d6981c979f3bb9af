namespace Gatepost.Configuration;

/// <summary><c>[outbound]</c>: mail to everybody else.</summary>
public sealed record OutboundConfig
{
    /// <summary>All mail going out is given to this host; null: MX.</summary>
    public HostPort? SmartHost { get; init; }

    /// <summary>Level where no row says more. With a smart host: towards it.</summary>
    public TlsRequirement Tls { get; init; } = new();

    /// <summary>The port of MX hosts; 25 in life.</summary>
    public int MxPort { get; init; } = 25;

    /// <summary>The port from which policies of MTA-STS are fetched; 443 in life.</summary>
    public int MtaStsPort { get; init; } = 443;

    /// <summary>Policies of MTA-STS are fetched from private, loopback and link-local addresses too.</summary>
    public bool MtaStsPrivateAddresses { get; init; }

    /// <summary>Connections to one destination at once, at most.</summary>
    public int ConcurrencyPerDestination { get; init; } = 20;

    /// <summary>Attempts at once, at most.</summary>
    public int Concurrency { get; init; } = 500;

    /// <summary>How long an open connection waits for the next message.</summary>
    public TimeSpan IdleConnection { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Messages over one connection, at most.</summary>
    public int MessagesPerConnection { get; init; } = 100;

    /// <summary>PEM file of the CAs to trust instead of the system's, or null.</summary>
    public string? CaFile { get; init; }
}
