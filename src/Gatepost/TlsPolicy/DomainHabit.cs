using Gatepost.Messages;

namespace Gatepost.TlsPolicy;

/// <summary>What deliveries to a domain used to prove, until yesterday.</summary>
/// <param name="Proofs">What nearly all of them proved.</param>
/// <param name="Messages">How many they were.</param>
/// <param name="Last">When the last of them was.</param>
public sealed record DomainHabit(TlsProofs Proofs, long Messages, DateTimeOffset Last)
{
    // What says by itself that a peer is who it should be, the strongest first, each with the level that asks for it.
    private static readonly (TlsProofs Proof, TlsLevel Level)[] Known =
    [
        (TlsProofs.VerifyName, TlsLevel.Verify), (TlsProofs.Dane, TlsLevel.DaneOnly), (TlsProofs.Tls, TlsLevel.Encrypt),
    ];

    /// <summary>The strictest level that was met; None where mail went in clear.</summary>
    public TlsLevel Level => Known.FirstOrDefault(known => Proofs.HasFlag(known.Proof)).Level;

    /// <summary>What of it a connection does not prove.</summary>
    public TlsProofs MissingIn(TlsProofs proofs) =>
        Known.Aggregate(TlsProofs.None, (all, known) => all | known.Proof) & Proofs & ~proofs;
}
