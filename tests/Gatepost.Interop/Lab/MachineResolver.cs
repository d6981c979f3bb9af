using System.Net;

namespace Gatepost.Interop.Lab;

/// <summary>Programs that ask the resolver of the machine, each in a mount namespace in which that is one of the lab.</summary>
internal static class MachineResolver
{
    /// <summary>The command that runs another so.</summary>
    public static string[] Command(LabFolder lab, IPEndPoint resolver, params IEnumerable<string> command)
    {
        var file = lab.Write($"resolv-{resolver.Address}.conf", $"nameserver {resolver.Address}\noptions edns0 trust-ad\n");
        return ["unshare", "-m", "sh", "-c", "mount --bind \"$0\" /etc/resolv.conf && exec \"$@\"", file, .. command];
    }
}
