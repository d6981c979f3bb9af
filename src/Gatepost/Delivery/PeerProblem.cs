using Gatepost.Messages;

namespace Gatepost.Delivery;

/// <summary>Why something does not prove a peer.</summary>
/// <param name="Reason">As a class that can be counted.</param>
/// <param name="Words">In words that the postmaster of the other side understands, escaped.</param>
internal sealed record PeerProblem(TlsReason Reason, string Words);
