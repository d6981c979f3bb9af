using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Delivery;

namespace Gatepost.Tests.Delivery;

public sealed class CertificateNamesTests
{
    [Theory]
    [InlineData("mx.example.org", "mx.example.org", true)]
    [InlineData("MX.Example.ORG", "mx.example.org", true)]
    [InlineData("example.org", "mx.example.org", false)]
    [InlineData("*.example.org", "mx.example.org", true)]
    [InlineData("*.example.org", "example.org", false)]
    [InlineData("*.example.org", "a.mx.example.org", false)]
    [InlineData("m*.example.org", "mx.example.org", false)]
    [InlineData("*x.example.org", "mx.example.org", false)]
    [InlineData("mx.*.org", "mx.example.org", false)]
    [InlineData("*.*.org", "mx.example.org", false)]
    [InlineData("*.org", "example.org", false)]
    [InlineData("*", "localhost", false)]
    [InlineData("mx.example.org", ".example.org", true)]
    [InlineData("*.example.org", ".example.org", true)]
    [InlineData("a.mx.example.org", ".example.org", false)]
    [InlineData("*.mx.example.org", ".example.org", false)]
    [InlineData("example.org", ".example.org", false)]
    [InlineData("evilexample.org", ".example.org", false)]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.2", "192.0.2.1", false)]
    [InlineData("2001:db8::1", "2001:db8:0::1", true)]
    public void RFC_9525_A_name_matches_as_a_whole_and_a_wildcard_for_one_left_most_label(string presented, string reference, bool matches)
    {
        using var certificate = TestCertificates.Leaf(null, [presented]);

        Assert.Equal(matches, new CertificateNames(certificate).Match(reference));
    }

    [Fact]
    public void RFC_9525_The_common_name_is_no_name()
    {
        using var certificate = TestCertificates.Leaf(null, []);

        var names = new CertificateNames(certificate);

        Assert.Empty(names.All);
        Assert.False(names.Match("common.name.test"));
    }

    [Fact]
    public void A_subject_that_is_no_proper_text_names_nobody()
    {
        // CN as a PrintableString of octets that are none. Found by fuzzing: it threw in the middle of an attempt.
        byte[] subject = [0x30, 0x0D, 0x31, 0x0B, 0x30, 0x09, 0x06, 0x03, 0x55, 0x04, 0x03, 0x13, 0x02, 0xB1, 0xFF];
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest(new X500DistinguishedName(subject), key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(99));

        var names = new CertificateNames(certificate);

        Assert.Null(names.CommonName);
        Assert.False(names.MatchOrCommonName("mx.lighthouse.test"));
    }
}
