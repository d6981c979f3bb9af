using System.Text.Json.Serialization;
using Gatepost.Messages;

namespace Gatepost.Storage.Sqlite;

/// <summary>What TLS was like, as it lies on disk; see <see cref="StoredEnvelope"/>.</summary>
internal sealed record StoredTlsFacts
{
    [JsonPropertyName("protocol")]
    public string? Protocol { get; init; }

    [JsonPropertyName("cipher")]
    public string? CipherSuite { get; init; }

    [JsonPropertyName("subject")]
    public string? Subject { get; init; }

    [JsonPropertyName("names")]
    public string[]? Names { get; init; }

    [JsonPropertyName("certificate")]
    public string? CertificateDigest { get; init; }

    [JsonPropertyName("key")]
    public string? PublicKeyDigest { get; init; }

    [JsonPropertyName("until")]
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>The number of an <see cref="Assurance"/>.</summary>
    [JsonPropertyName("reached")]
    public int Reached { get; init; }

    /// <summary>The number of an <see cref="Assurance"/>.</summary>
    [JsonPropertyName("reachable")]
    public int Reachable { get; init; }

    [JsonPropertyName("by")]
    public string? VouchedBy { get; init; }

    [JsonPropertyName("problem")]
    public string? Problem { get; init; }

    /// <summary>The number of a <see cref="TlsReason"/>; absent in what was written before there were classes.</summary>
    [JsonPropertyName("reason")]
    public int? Reason { get; init; }

    /// <summary>The sum of <see cref="TlsProofs"/>; absent likewise.</summary>
    [JsonPropertyName("proofs")]
    public int? Proofs { get; init; }

    public static StoredTlsFacts Of(TlsFacts facts) => new()
    {
        Protocol = facts.Protocol,
        CipherSuite = facts.CipherSuite,
        Subject = facts.Subject,
        Names = facts.Names.Count == 0 ? null : [.. facts.Names],
        CertificateDigest = facts.CertificateDigest,
        PublicKeyDigest = facts.PublicKeyDigest,
        NotAfter = facts.NotAfter,
        Reached = (int)facts.Reached,
        Reachable = (int)facts.Reachable,
        VouchedBy = facts.VouchedBy,
        Problem = facts.Problem,
        Reason = (int)facts.Reason,
        Proofs = (int)facts.Proofs,
    };

    public TlsFacts ToFacts() => new()
    {
        Protocol = Protocol,
        CipherSuite = CipherSuite,
        Subject = Subject,
        Names = Names ?? [],
        CertificateDigest = CertificateDigest,
        PublicKeyDigest = PublicKeyDigest,
        NotAfter = NotAfter,
        Reached = (Assurance)Reached,
        Reachable = (Assurance)Reachable,
        VouchedBy = VouchedBy,
        Problem = Problem,
        Reason = Reason is { } reason ? (TlsReason)reason : Problem is null ? TlsReason.None : TlsReason.Other,
        Proofs = Proofs is { } proofs ? (TlsProofs)proofs : ProofsOf((Assurance)Reachable),
    };

    // What the one assurance of older rows tells of each single proof.
    private static TlsProofs ProofsOf(Assurance reachable)
    {
        const TlsProofs Encrypted = TlsProofs.Tls | TlsProofs.Strong;
        const TlsProofs Verified = Encrypted | TlsProofs.TrustedChain | TlsProofs.VerifyName;
        return reachable switch
        {
            Assurance.Clear => TlsProofs.None,
            Assurance.Encrypted => Encrypted,
            Assurance.HostVerified => Verified,
            Assurance.StsVerified => Verified | TlsProofs.Sts,
            Assurance.DaneVerified => Encrypted | TlsProofs.Dane,
            _ => Verified | TlsProofs.SecureName,
        };
    }
}
