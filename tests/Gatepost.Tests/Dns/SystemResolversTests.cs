using Gatepost.Dns;

namespace Gatepost.Tests.Dns;

public sealed class SystemResolversTests
{
    [Fact]
    public void The_systems_file_names_resolvers_in_their_order()
    {
        const string File = """
            # resolv.conf(5)
            domain inside.test
            search inside.test
            nameserver 127.0.0.53
            ;nameserver 192.0.2.1
            nameserver	2001:db8::53  # the second
            nameserver fe80::1%1
            nameserver not-an-address
            nameserver
            options edns0 trust-ad
            """;
        Assert.Equal(["127.0.0.53:53", "[2001:db8::53]:53", "[fe80::1%1]:53"],
            SystemResolvers.Parse(File.Split('\n')).Select(static server => server.ToString()));
    }
}
