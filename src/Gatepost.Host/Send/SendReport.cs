using Gatepost.Host.Desk;

namespace Gatepost.Host.Send;

/// <summary>What became of a message that was sent to try things.</summary>
internal sealed record SendReport
{
    public required string Server { get; init; }

    public required TlsRow Tls { get; init; }

    public required IReadOnlyList<RecipientReply> Recipients { get; init; }

    /// <summary>The reply that decided, or our own reason.</summary>
    public required string Result { get; init; }

    /// <summary>The server took it for all recipients.</summary>
    public required bool Accepted { get; init; }
}
