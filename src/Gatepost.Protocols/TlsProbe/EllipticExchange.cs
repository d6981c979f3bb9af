using System.Security.Cryptography;

namespace Gatepost.Protocols.TlsProbe;

/// <summary>Our half of a key exchange on one of the curves that the platform knows, good for one handshake.</summary>
/// <remarks>Points are uncompressed: <c>4, x, y</c> (RFC 8422 §5.4.1).</remarks>
internal sealed class EllipticExchange : IDisposable
{
    private const byte Uncompressed = 4;

    private readonly ECDiffieHellman _key;
    private readonly ECCurve _curve;
    private readonly int _width;

    private EllipticExchange(ECCurve curve, int width)
    {
        (_curve, _width) = (curve, width);
        _key = ECDiffieHellman.Create(curve);
        var q = _key.ExportParameters(includePrivateParameters: false).Q;
        Point = [Uncompressed, .. q.X!, .. q.Y!];
    }

    /// <summary>Our point.</summary>
    public byte[] Point { get; }

    /// <summary>The groups that the platform can do.</summary>
    public static IReadOnlyList<TlsGroup> Groups { get; } = [TlsGroup.Secp256r1, TlsGroup.Secp384r1, TlsGroup.Secp521r1];

    public static EllipticExchange? On(TlsGroup group) => group switch
    {
        TlsGroup.Secp256r1 => new(ECCurve.NamedCurves.nistP256, 32),
        TlsGroup.Secp384r1 => new(ECCurve.NamedCurves.nistP384, 48),
        TlsGroup.Secp521r1 => new(ECCurve.NamedCurves.nistP521, 66),
        _ => null,
    };

    /// <summary>The shared secret; null where the peer's point is none of the curve.</summary>
    public byte[]? Agree(ReadOnlySpan<byte> point)
    {
        if (point.Length != 1 + (2 * _width) || point[0] != Uncompressed) return null;
        var parameters = new ECParameters
        {
            Curve = _curve,
            Q = new ECPoint { X = point.Slice(1, _width).ToArray(), Y = point[(1 + _width)..].ToArray() },
        };
        try
        {
            using var peer = ECDiffieHellman.Create(parameters);
            using var peerKey = peer.PublicKey;
            return _key.DeriveRawSecretAgreement(peerKey);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public void Dispose() => _key.Dispose();
}
