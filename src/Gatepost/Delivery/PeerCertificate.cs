using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Configuration;

namespace Gatepost.Delivery;

/// <summary>What is known of a peer's certificate once it was looked at; it holds no handle.</summary>
internal sealed record PeerCertificate
{
    // A peer may send as many as it likes; no honest chain is longer.
    private const int MostPresented = 16;

    /// <summary>What the peer sent, DER, its own certificate first.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Presented { get; init; }

    /// <summary>When it was looked at.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    public required string Subject { get; init; }

    public required CertificateNames Names { get; init; }

    public required string Digest { get; init; }

    public required string PublicKeyDigest { get; init; }

    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>Why the chain does not lead to a trusted CA, or null where it does.</summary>
    public required PeerProblem? ChainProblem { get; init; }

    /// <summary>The CA at the end of a good chain, or null.</summary>
    public required string? Anchor { get; init; }

    /// <summary>Looks at what the handshake showed; <paramref name="chain"/> is as it was built under our own policy.</summary>
    public static PeerCertificate Read(X509Certificate2 leaf, X509Chain? chain, bool isTrusted, DateTimeOffset now)
    {
        var faults = X509ChainStatusFlags.NoError;
        foreach (var status in chain?.ChainStatus ?? []) faults |= status.Status;
        return new PeerCertificate
        {
            Presented = [leaf.RawData, .. Others(leaf, chain)],
            SeenAt = now,
            Subject = leaf.Subject,
            Names = new CertificateNames(leaf),
            Digest = Convert.ToHexStringLower(SHA256.HashData(leaf.RawDataMemory.Span)),
            PublicKeyDigest = Convert.ToHexStringLower(SHA256.HashData(leaf.PublicKey.ExportSubjectPublicKeyInfo())),
            NotAfter = new DateTimeOffset(leaf.NotAfter.ToUniversalTime()),
            ChainProblem = isTrusted ? null : Delivery.ChainProblem.Find(leaf, faults, now),
            Anchor = isTrusted && chain is { ChainElements.Count: > 0 } ? chain.ChainElements[^1].Certificate.Subject : null,
        };
    }

    // On this platform the chain's extra store holds what was sent, in the order of the wire, the leaf included.
    private static IEnumerable<ReadOnlyMemory<byte>> Others(X509Certificate2 leaf, X509Chain? chain) =>
        chain is null ? [] : chain.ChainPolicy.ExtraStore.Where(sent => !sent.Equals(leaf)).Take(MostPresented)
            .Select(sent => (ReadOnlyMemory<byte>)sent.RawData);

    /// <summary>The pin that it fits, or null.</summary>
    public CertificatePin? Fits(IReadOnlyList<CertificatePin> pins)
    {
        foreach (var pin in pins)
        {
            var digest = pin.Kind is PinKind.Certificate ? Digest : PublicKeyDigest;
            if (string.Equals(pin.Digest, digest, StringComparison.OrdinalIgnoreCase)) return pin;
        }

        return null;
    }
}
