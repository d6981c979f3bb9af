using Gatepost.Messages;

namespace Gatepost.Host.Desk;

/// <summary>What TLS was like, in words.</summary>
internal sealed record TlsRow
{
    public required string Reached { get; init; }

    public required string Reachable { get; init; }

    public string? Protocol { get; init; }

    public string? CipherSuite { get; init; }

    public string? Subject { get; init; }

    public IReadOnlyList<string> Names { get; init; } = [];

    public string? CertificateDigest { get; init; }

    public string? PublicKeyDigest { get; init; }

    public DateTimeOffset? NotAfter { get; init; }

    public string? VouchedBy { get; init; }

    public string? Problem { get; init; }

    /// <summary>The problem as a word that can be counted; null: there is none.</summary>
    public string? Reason { get; init; }

    public static TlsRow Of(TlsFacts facts) => new()
    {
        Reached = facts.Reached.Word(),
        Reachable = facts.Reachable.Word(),
        Protocol = facts.Protocol,
        CipherSuite = facts.CipherSuite,
        Subject = facts.Subject,
        Names = facts.Names,
        CertificateDigest = facts.CertificateDigest,
        PublicKeyDigest = facts.PublicKeyDigest,
        NotAfter = facts.NotAfter,
        VouchedBy = facts.VouchedBy,
        Problem = facts.Problem,
        Reason = facts.Reason is TlsReason.None ? null : facts.Reason.Word(),
    };
}
