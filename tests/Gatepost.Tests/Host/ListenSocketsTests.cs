using System.Net;
using System.Net.Sockets;
using Gatepost.Host.Serving;

namespace Gatepost.Tests.Host;

public sealed class ListenSocketsTests
{
    [Fact]
    public void All_of_IPv6_takes_IPv4_as_well()
    {
        if (!Socket.OSSupportsIPv6) return;
        var any = new IPEndPoint(IPAddress.IPv6Any, 0);
        using var socket = new ListenSockets([any]).Create(any);
        Assert.True(socket.DualMode);
    }

    [Fact]
    public void A_listener_of_its_own_for_IPv4_on_the_same_port_is_left_alone()
    {
        if (!Socket.OSSupportsIPv6) return;
        using var first = new ListenSockets([]).Create(new IPEndPoint(IPAddress.Any, 0));
        var port = ((IPEndPoint)first.LocalEndPoint!).Port;
        IPEndPoint[] both = [new(IPAddress.Any, port), new(IPAddress.IPv6Any, port)];
        using var second = new ListenSockets(both).Create(both[1]);
        Assert.Equal(port, ((IPEndPoint)second.LocalEndPoint!).Port);
    }
}
