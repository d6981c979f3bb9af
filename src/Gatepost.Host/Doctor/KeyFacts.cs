namespace Gatepost.Host.Doctor;

/// <summary>One certificate of ours with its key.</summary>
internal sealed record KeyFacts
{
    /// <summary>What the configuration calls it.</summary>
    public required string Name { get; init; }

    /// <summary>Why it cannot be used, or null; then nothing else is known.</summary>
    public string? Problem { get; init; }

    public DateTimeOffset NotBefore { get; init; }

    public DateTimeOffset NotAfter { get; init; }

    /// <summary>The names in it.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Why the chain does not lead to an authority that this machine trusts; null: it does.</summary>
    public string? Untrusted { get; init; }

    /// <summary>It is its own authority.</summary>
    public bool IsSelfSigned { get; init; }

    /// <summary>The file with its key, where every user of the machine may read it; else null.</summary>
    public string? OpenKeyFile { get; init; }
}
