using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CsCheck;
using Gatepost.Protocols.Dane;

namespace Gatepost.Tests.Protocols.Dane;

public sealed class TlsaMatchTests
{
    [Theory]
    [InlineData("0 1", ExpiredCertificate.CertificateSha256)]
    [InlineData("0 2", ExpiredCertificate.CertificateSha512)]
    [InlineData("1 1", ExpiredCertificate.KeySha256)]
    [InlineData("1 2", ExpiredCertificate.KeySha512)]
    [InlineData("1 0", ExpiredCertificate.Key)]
    public void Digests_that_OpenSSL_computed_match(string parameters, string data)
    {
        Assert.True(IsMatch($"3 {parameters} {data}", ExpiredCertificate.Der));
        Assert.True(IsMatch($"2 {parameters} {data}", ExpiredCertificate.Der));
    }

    [Theory]
    [InlineData("1 1", ExpiredCertificate.CertificateSha256)]
    [InlineData("0 1", ExpiredCertificate.KeySha256)]
    [InlineData("1 2", ExpiredCertificate.CertificateSha512)]
    [InlineData("0 2", ExpiredCertificate.KeySha512)]
    public void The_right_digest_of_the_other_part_does_not(string parameters, string data) =>
        Assert.False(IsMatch($"3 {parameters} {data}", ExpiredCertificate.Der));

    [Fact]
    public void A_whole_certificate_matches_itself() =>
        Assert.True(IsMatch($"3 0 0 {ExpiredCertificate.Whole}", ExpiredCertificate.Der));

    [Fact]
    [Trait("Statement", "DANE-17")]
    public void For_usage_3_neither_the_names_nor_the_dates_of_the_certificate_count() => // expired, for somebody-else.example
        Assert.True(IsMatch($"3 1 1 {ExpiredCertificate.KeySha256}", ExpiredCertificate.Der));

    [Theory]
    [InlineData("0 1 1")]
    [InlineData("1 1 1")]
    [InlineData("4 1 1")]
    public void An_unusable_record_matches_nothing_even_with_the_right_digest(string parameters) =>
        Assert.False(IsMatch($"{parameters} {ExpiredCertificate.KeySha256}", ExpiredCertificate.Der));

    [Fact]
    public void What_is_no_certificate_matches_nothing_even_with_the_right_digest()
    {
        byte[] octets = [0x30, 0x03, 0x02, 0x01, 0x05];
        Assert.False(IsMatch($"3 0 1 {Convert.ToHexString(SHA256.HashData(octets))}", octets));
    }

    [Fact]
    public void The_key_is_taken_as_it_stands_in_the_certificate_whatever_its_kind()
    {
        foreach (var certificate in CertificatesOfAllKinds())
        {
            var key = certificate.PublicKey.ExportSubjectPublicKeyInfo();
            Assert.True(IsMatch($"3 1 0 {Convert.ToHexString(key)}", certificate.RawData));
            Assert.True(IsMatch($"3 1 1 {Convert.ToHexString(SHA256.HashData(key))}", certificate.RawData));
            Assert.True(IsMatch($"3 0 2 {Convert.ToHexString(SHA512.HashData(certificate.RawData))}", certificate.RawData));
            Assert.False(IsMatch($"3 1 1 {ExpiredCertificate.KeySha256}", certificate.RawData));
        }
    }

    [Fact]
    public void One_octet_changed_in_either_no_longer_matches() =>
        Gen.Select(Gen.Int[0, 31], Gen.Byte[1, 255]).Sample(static (at, mask) =>
        {
            var digest = Convert.FromHexString(ExpiredCertificate.KeySha256);
            digest[at] ^= mask;
            Assert.False(TlsaMatch.IsMatch(TlsaRecord.Read([3, 1, 1, .. digest]), ExpiredCertificate.Der));
        });

    private static IEnumerable<X509Certificate2> CertificatesOfAllKinds()
    {
        using var rsa = RSA.Create(2048);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        yield return Certificate(new("CN=rsa", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        yield return Certificate(new("CN=pss", rsa, HashAlgorithmName.SHA384, RSASignaturePadding.Pss));
        yield return Certificate(new("CN=curve", curve, HashAlgorithmName.SHA384));
        yield return Certificate(new("", curve, HashAlgorithmName.SHA512));
    }

    private static X509Certificate2 Certificate(CertificateRequest request) =>
        request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1));

    private static bool IsMatch(string record, byte[] certificate) => TlsaMatch.IsMatch(Parse(record), certificate);

    private static TlsaRecord Parse(string text)
    {
        Assert.True(TlsaRecord.TryParse(text, out var record), text);
        return record;
    }
}
