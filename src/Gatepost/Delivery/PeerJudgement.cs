using System.Net.Security;
using Gatepost.Messages;

namespace Gatepost.Delivery;

/// <summary>How a handshake ended, and whether the peer is who it must be.</summary>
/// <param name="Stream">The encrypted stream; null where the handshake failed.</param>
/// <param name="Facts">What TLS was like, with the reason where it is not accepted.</param>
/// <param name="IsAccepted">Mail may be sent over the stream.</param>
internal sealed record PeerJudgement(SslStream? Stream, TlsFacts Facts, bool IsAccepted)
{
    /// <summary>What the peer presented; null where it came to none.</summary>
    public PeerCertificate? Certificate { get; init; }
}
