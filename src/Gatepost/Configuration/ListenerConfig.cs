using System.Net;

namespace Gatepost.Configuration;

/// <summary>One <c>[[listener]]</c>.</summary>
public sealed record ListenerConfig
{
    /// <summary>Shown in logs and the ledger; the role where none is given.</summary>
    public required string Name { get; init; }

    /// <summary>Whom it is for.</summary>
    public required ListenerRole Role { get; init; }

    /// <summary>Where it listens.</summary>
    public required IReadOnlyList<IPEndPoint> Addresses { get; init; }

    /// <summary>Relay: networks whose clients may relay without more.</summary>
    public IReadOnlyList<IPNetwork> Networks { get; init; } = [];

    /// <summary>Relay: a PEM file of CAs whose client certificates may relay, or null.</summary>
    public string? ClientCaFile { get; init; }

    /// <summary>Relay: pins ("sha256:hex" of certificate or key) of client certificates that may relay.</summary>
    public IReadOnlyList<CertificatePin> ClientPins { get; init; } = [];

    /// <summary>Lone CR or LF.</summary>
    public BareNewline BareNewline { get; init; }

    /// <summary>Whether STARTTLS is offered. Only mx and relay can do without, and nothing but a demonstration should.</summary>
    public bool StartTls { get; init; } = true;

    /// <summary>Whether TLS sessions may be resumed by ticket.</summary>
    public bool SessionTickets { get; init; } = true;

    /// <summary>Whether clients that know no AEAD cipher get one with CBC. Where not, the platform resumes nothing.</summary>
    public bool Cbc { get; init; } = true;
}
