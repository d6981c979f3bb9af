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
}
