using Gatepost.Messages;

namespace Gatepost.Delivery;

/// <summary>One way to prove who a peer is, and how it went.</summary>
/// <param name="Assurance">What it proves where it holds.</param>
/// <param name="IsDemanded">The peer is refused where it does not hold.</param>
/// <param name="VouchedBy">What vouches: the CA, the pin, the TLSA record; null where it does not hold.</param>
/// <param name="Problem">Why it does not hold, or null.</param>
internal sealed record PeerProof(Assurance Assurance, bool IsDemanded, string? VouchedBy, PeerProblem? Problem)
{
    /// <summary>It proves the peer.</summary>
    public bool Holds => VouchedBy is not null;
}
