using Gatepost.Messages;

namespace Gatepost.Host.Desk;

/// <summary>From whom a message came.</summary>
internal sealed record OriginRow
{
    public required string Listener { get; init; }

    public string? Address { get; init; }

    public string? Helo { get; init; }

    public string? User { get; init; }

    public required TlsRow Tls { get; init; }

    public static OriginRow Of(MessageOrigin origin) => new()
    {
        Listener = origin.Listener,
        Address = origin.Address?.ToString(),
        Helo = origin.Helo,
        User = origin.User,
        Tls = TlsRow.Of(origin.Tls),
    };
}
