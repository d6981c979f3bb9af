using System.Net.Sockets;
using System.Text;
using Gatepost.Host.Systemd;

namespace Gatepost.Tests.Host;

public sealed class SystemdNotifierTests
{
    [Fact]
    public void Systemd_is_told_that_the_service_is_ready()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "notify");
        using var systemd = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        systemd.Bind(new UnixDomainSocketEndPoint(path));
        systemd.ReceiveTimeout = 10_000;
        new SystemdNotifier(path).Ready("Up as mx.harbour.test");
        var buffer = new byte[256];
        Assert.Equal("READY=1\nSTATUS=Up as mx.harbour.test", Encoding.UTF8.GetString(buffer, 0, systemd.Receive(buffer)));
    }

    [Fact]
    public void Without_systemd_nothing_happens()
    {
        Assert.Null(Record.Exception(() => new SystemdNotifier(null).Ready("Up")));
        Assert.Null(Record.Exception(() => new SystemdNotifier("/nowhere/at/all").Stopping()));
    }
}
