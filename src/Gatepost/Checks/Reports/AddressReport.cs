using Gatepost.Checks.Survey;
using Gatepost.Messages;

namespace Gatepost.Checks.Reports;

/// <summary>One address of one host.</summary>
public sealed record AddressReport
{
    /// <summary>The address, without its port.</summary>
    public required string Address { get; init; }

    /// <summary><c>name[address]:port</c>.</summary>
    public required string Peer { get; init; }

    /// <summary>All of them, in their order.</summary>
    public required IReadOnlyList<StageReport> Stages { get; init; }

    /// <summary>What can be proven there; null where nobody knows.</summary>
    public required Assurance? Reachable { get; init; }

    /// <summary>Why mail would not be carried there now, escaped; null where it would.</summary>
    public required string? Failure { get; init; }

    /// <summary>What TLS was like.</summary>
    public required TlsFacts Tls { get; init; }

    /// <summary>What its TLS can be talked into; null unless it was asked for.</summary>
    public TlsProfileReport? TlsProfile { get; init; }

    /// <summary>The dialogue; null unless it was asked for.</summary>
    public IReadOnlyList<TranscriptLine>? Transcript { get; init; }
}
