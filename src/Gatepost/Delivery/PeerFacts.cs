using Gatepost.TlsPolicy;

namespace Gatepost.Delivery;

/// <summary>What a plan must know of a peer beside its offer.</summary>
/// <param name="Host">Its name, for replies of ours.</param>
/// <param name="IsEncrypted">Whether we speak TLS.</param>
/// <param name="RequireTls">What REQUIRETLS on the message asks of it.</param>
internal readonly record struct PeerFacts(string Host, bool IsEncrypted, RequireTlsTerms RequireTls);
