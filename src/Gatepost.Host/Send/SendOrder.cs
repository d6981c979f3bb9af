using Gatepost.Configuration;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Host.Send;

/// <summary>One message to send, and how.</summary>
internal sealed record SendOrder
{
    public required HostPort Server { get; init; }

    /// <summary>Null: <c>&lt;&gt;</c>.</summary>
    public required Mailbox? From { get; init; }

    public required IReadOnlyList<Mailbox> To { get; init; }

    /// <summary>CRLF at the end of each line.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    public required SendTls Tls { get; init; }

    /// <summary>The certificate must be valid.</summary>
    public required bool Verify { get; init; }

    /// <summary>PEM file of the CAs to trust, or null.</summary>
    public string? CaFile { get; init; }

    /// <summary>The name that the certificate must bear; null: the server's.</summary>
    public string? Name { get; init; }

    public required string Helo { get; init; }

    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>For each single step.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
