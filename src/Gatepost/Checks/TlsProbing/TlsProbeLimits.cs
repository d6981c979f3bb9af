namespace Gatepost.Checks.TlsProbing;

/// <summary>What a probe allows itself and the peer. It has one connection open at a time, always.</summary>
internal sealed record TlsProbeLimits
{
    /// <summary>Connections to one address in all.</summary>
    public int Connections { get; init; } = 160;

    /// <summary>Time in all.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long we wait between two connections.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long we wait before the second try after a fault that may pass.</summary>
    public TimeSpan SecondTry { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Until the connection stands.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Until a reply in the clear; many servers greet late on purpose.</summary>
    public TimeSpan Reply { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Until the answer to a ClientHello.</summary>
    public TimeSpan Answer { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often we begin anew within one connection: NCSC-NL calls up to ten limited (2025-05, §3.4.2).</summary>
    public int Renegotiations { get; init; } = 11;
}
