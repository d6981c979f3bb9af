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

    [Fact]
    public void Who_turns_the_second_call_away_has_failed_at_TLS_on_the_first()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere nobody can choose ciphers");
        var expectation = new PeerExpectation { Host = "mx.lighthouse.test", Floor = TlsLevel.May, Requirement = new TlsRequirement() };
        var first = new DialTarget(new IPEndPoint(IPAddress.Loopback, 25), expectation,
            new GatepostConfig { Hostname = "mx.harbour.test", DataDirectory = "data" });
        var turnedAway = new ConversationFailure(ConversationStage.Greeting, FailureKind.ClosingDown);
        var broken = new ConversationFailure(ConversationStage.Handshake, FailureKind.BrokenTls, null, "no cipher in common");

        var second = first.WithEveryCipher(broken)!;

        Assert.Null(second.WithEveryCipher(broken));
        Assert.Null(first.WithEveryCipher(turnedAway));
        Assert.False(first.AllowsClearAfter(turnedAway));
        Assert.True(second.AllowsClearAfter(turnedAway));
        Assert.Equal(("TLS failed on another connection: no cipher in common", TlsReason.HandshakeFailed),
            (second.InClear(turnedAway).ClearBecause, second.InClear(turnedAway).ClearReason));
    }
}
