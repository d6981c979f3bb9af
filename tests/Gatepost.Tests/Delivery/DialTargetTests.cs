using System.Net;
using Gatepost.Configuration;
using Gatepost.Delivery;
using Gatepost.Messages;

namespace Gatepost.Tests.Delivery;

public sealed class DialTargetTests
{
    [Theory]
    [InlineData("mx.lighthouse.test", "192.0.2.1", "mx.lighthouse.test[192.0.2.1]:25")]
    [InlineData("192.0.2.1", "192.0.2.1", "[192.0.2.1]:25")]
    [InlineData("2001:db8::1", "2001:db8::1", "[2001:db8::1]:25")]
    public void A_next_hop_that_is_an_address_is_not_named_twice(string host, string address, string peer)
    {
        var expectation = new PeerExpectation { Host = host, Floor = TlsLevel.May, Requirement = new TlsRequirement() };
        var target = new DialTarget(new IPEndPoint(IPAddress.Parse(address), 25), expectation,
            new GatepostConfig { Hostname = "mx.harbour.test", DataDirectory = "data" });
        Assert.Equal(peer, target.Peer);
    }
}
