using System.Net;

namespace Gatepost.Dns;

/// <summary>Whom to ask now, and what their answers are worth.</summary>
/// <param name="Servers">In their order. Where one of them validates, those that do not are not among them: their answers would
/// pass for unsigned.</param>
/// <param name="CountsProofs">Whether the bit that says "proven" is taken.</param>
/// <param name="WithoutProof">What an answer without it is.</param>
/// <param name="Trust">Why.</param>
internal sealed record DnssecStance(
    IReadOnlyList<IPEndPoint> Servers, bool CountsProofs, DnsSecurity WithoutProof, DnssecTrust Trust)
{
    public DnsSecurity SecurityOf(bool isAuthenticData) => CountsProofs && isAuthenticData ? DnsSecurity.Secure : WithoutProof;
}
