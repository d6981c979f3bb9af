namespace Gatepost.Checks.TlsProbing;

/// <summary>All that a probe saw of one address, before anybody judges it.</summary>
internal sealed record TlsProbeFacts
{
    /// <summary>The host.</summary>
    public required string Host { get; init; }

    /// <summary>The address and port.</summary>
    public required string Address { get; init; }

    /// <summary>How TLS begins there, in words.</summary>
    public required string Beginning { get; init; }

    /// <summary>Connections that it took.</summary>
    public int Connections { get; init; }

    /// <summary>Why the probe ended early, and what is missing is unknown; null where it came to its end.</summary>
    public string? Stopped { get; init; }

    /// <summary>Each version, the oldest first.</summary>
    public IReadOnlyList<VersionFacts> Versions { get; init; } = [];

    /// <summary>The curves of TLS up to 1.2; null where none was seen.</summary>
    public GroupListFacts? Curves { get; init; }

    /// <summary>The groups of TLS 1.3; null where none was seen.</summary>
    public GroupListFacts? Groups { get; init; }

    /// <summary>The finite fields of TLS up to 1.2, each that was seen.</summary>
    public IReadOnlyList<GroupFacts> Fields { get; init; } = [];

    /// <summary>A hybrid group that withstands quantum computers.</summary>
    public Observed PostQuantum { get; init; }

    /// <summary>The signatures.</summary>
    public SignatureFacts Signatures { get; init; } = new();

    /// <summary>What else it does or leaves.</summary>
    public FeatureFacts Features { get; init; } = new();

    /// <summary>The certificates, by the kind of key.</summary>
    public IReadOnlyList<ChainFacts> Chains { get; init; } = [];
}
