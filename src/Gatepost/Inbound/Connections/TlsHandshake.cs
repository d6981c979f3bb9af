using Gatepost.Messages;

namespace Gatepost.Inbound.Connections;

/// <summary>How a handshake ended.</summary>
/// <param name="Facts">What it proved; for a failed one what went wrong.</param>
/// <param name="ServerName">The name that the client asked for (SNI), or null; a stranger's word.</param>
/// <param name="MayRelay">The client's certificate is one that may relay here.</param>
internal sealed record TlsHandshake(TlsFacts Facts, string? ServerName, bool MayRelay)
{
    /// <summary>The names of the partners whose certificate the client showed.</summary>
    public IReadOnlyList<string> Partners { get; init; } = [];

    /// <summary>Whether TLS is active now.</summary>
    public bool Succeeded => Facts.IsEncrypted;
}
