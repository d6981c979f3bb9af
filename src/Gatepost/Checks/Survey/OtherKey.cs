using Gatepost.Delivery;

namespace Gatepost.Checks.Survey;

/// <summary>A certificate that a server shows only to those who can do no other kind of key than its own.</summary>
/// <param name="Kind"><c>RSA</c> or <c>ECDSA</c>.</param>
/// <param name="Certificate">As the verifier sees it.</param>
internal sealed record OtherKey(string Kind, PeerCertificate Certificate);
