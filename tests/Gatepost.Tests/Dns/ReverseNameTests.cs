using System.Net;
using Gatepost.Dns;

namespace Gatepost.Tests.Dns;

public sealed class ReverseNameTests
{
    [Theory]
    [InlineData("192.0.2.1", "1.2.0.192.in-addr.arpa")]
    [InlineData("::ffff:192.0.2.1", "1.2.0.192.in-addr.arpa")]
    [InlineData("4321:0:1:2:3:4:567:89ab", "b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3.4.ip6.arpa")] // RFC 3596 §2.5
    public void An_address_has_its_place_in_the_DNS(string address, string name) =>
        Assert.Equal(name, ReverseName.Of(IPAddress.Parse(address)));
}
