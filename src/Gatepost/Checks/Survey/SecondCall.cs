using Gatepost.Delivery;

namespace Gatepost.Checks.Survey;

/// <summary>What a second call to the same address was answered, which may have come to another machine.</summary>
/// <param name="OffersStartTls">It offered TLS.</param>
/// <param name="Certificate">What it showed; null where it did not come to that.</param>
internal sealed record SecondCall(bool OffersStartTls, PeerCertificate? Certificate);
