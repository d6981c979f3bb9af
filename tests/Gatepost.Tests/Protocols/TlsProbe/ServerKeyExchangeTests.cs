using System.Numerics;
using System.Security.Cryptography;
using Gatepost.Checks.TlsProbing;
using Gatepost.Protocols.TlsProbe;

namespace Gatepost.Tests.Protocols.TlsProbe;

public sealed class ServerKeyExchangeTests
{
    [Theory]
    [InlineData("0003" + "00FFFF" + "0001" + "02" + "0001" + "05", 16)]
    [InlineData("0002" + "0100" + "0001" + "02" + "0001" + "05", 9)]
    [InlineData("0001" + "00" + "0001" + "02" + "0001" + "05", 0)]
    public void Leading_zeros_are_no_bits_of_a_modulus(string body, int bits) => Assert.Equal(bits,
        ServerKeyExchange.Read(Convert.FromHexString(body), KeyExchangeKind.DheAnonymous, TlsVersion.Tls12)!.PrimeBits);

    [Theory]
    [InlineData("01", KeyExchangeKind.Ecdhe)] // a curve that is spelled out
    [InlineData("02FF", KeyExchangeKind.EcdheAnonymous)]
    public void A_curve_without_a_name_is_told(string body, KeyExchangeKind kind) => Assert.Equal(TlsGroup.ExplicitCurve,
        ServerKeyExchange.Read(Convert.FromHexString(body), kind, TlsVersion.Tls12)!.Group);

    [Theory]
    [InlineData("", KeyExchangeKind.Ecdhe)]
    [InlineData("03001D", KeyExchangeKind.EcdheAnonymous)]
    [InlineData("04001D0101", KeyExchangeKind.EcdheAnonymous)]
    [InlineData("03001D0101", KeyExchangeKind.Ecdhe)] // no signature
    [InlineData("03001D01010401", KeyExchangeKind.Ecdhe)]
    [InlineData("03001D010104010005AA", KeyExchangeKind.Ecdhe)] // cut off
    [InlineData("0002FFFF0001", KeyExchangeKind.Dhe)]
    [InlineData("03001D0101", KeyExchangeKind.Other)]
    public void What_is_malformed_is_nothing(string body, KeyExchangeKind kind) =>
        Assert.Null(ServerKeyExchange.Read(Convert.FromHexString(body), kind, TlsVersion.Tls12));

    [Fact]
    public void Before_TLS_1_2_no_scheme_is_named() => Assert.Equal(SignatureScheme.None,
        ServerKeyExchange.Read(Convert.FromHexString("03001D0101" + "0002AABB"), KeyExchangeKind.Ecdhe, TlsVersion.Tls11)!.Scheme);

    // RFC 7919 §A: p = 2^b - 2^(b-64) + {[2^(b-130) e] + X} * 2^64 - 1
    [Theory]
    [InlineData(2048, 560316, TlsGroup.Ffdhe2048)]
    [InlineData(3072, 2625351, TlsGroup.Ffdhe3072)]
    [InlineData(4096, 5736041, TlsGroup.Ffdhe4096)]
    [InlineData(6144, 15705020, TlsGroup.Ffdhe6144)]
    [InlineData(8192, 10965728, TlsGroup.Ffdhe8192)]
    public void The_fields_of_the_standard_are_known_by_digests_that_its_formula_gives(int bits, int x, TlsGroup expected)
    {
        var prime = BigInteger.Pow(2, bits) - BigInteger.Pow(2, bits - 64)
            + ((PowerTimesE(bits - 130) + x) * BigInteger.Pow(2, 64)) - 1;
        var octets = prime.ToByteArray(isUnsigned: true, isBigEndian: true);
        Assert.Equal(expected, KnownField.Of(octets));
        Assert.Equal(expected, KnownField.Of([0, .. octets]));
        Assert.Equal(expected, KnownField.Digests[Convert.ToHexStringLower(SHA256.HashData(octets))]);
        Assert.Equal(TlsGroup.None, KnownField.Of([.. octets[..^1], 0xFE]));
    }

    /// <summary>The whole part of 2^power times e, by its series.</summary>
    private static BigInteger PowerTimesE(int power)
    {
        const int Guard = 64;
        var term = BigInteger.One << (power + Guard);
        var sum = term;
        for (var n = 1; !term.IsZero; n++)
        {
            term /= n;
            sum += term;
        }

        return sum >> Guard;
    }
}
