namespace Gatepost.Host.Partners;

/// <summary>One address of a partner's host, tried.</summary>
internal sealed record HostTest
{
    public required string Domain { get; init; }

    /// <summary><c>name[address]:port</c>, or the domain where no host was found.</summary>
    public required string Peer { get; init; }

    /// <summary>Nobody spoke SMTP there, so nothing is known of its TLS.</summary>
    public required bool IsDown { get; init; }

    /// <summary>Version and cipher, or null in clear.</summary>
    public string? Tls { get; init; }

    /// <summary>The levels that it meets.</summary>
    public required IReadOnlyList<string> Levels { get; init; }

    /// <summary>Why it meets no more, or null.</summary>
    public string? Problem { get; init; }
}
