using System.Net;

namespace Gatepost.Interop.Lab;

/// <summary>Programs that ask the resolver of the machine, each in a mount namespace in which that is one of the lab.</summary>
internal static class MachineResolver
{
    private static readonly Lock Gate = new();

    /// <summary>The command that runs another so.</summary>
    public static string[] Command(LabFolder lab, IPEndPoint resolver, params IEnumerable<string> command)
    {
        string file;
        lock (Gate)
        {
            file = Path.Combine(lab.Path, $"resolv-{resolver.Address}.conf");
            if (!File.Exists(file)) lab.Write(file, $"nameserver {resolver.Address}\noptions edns0 trust-ad\n");
        }

        return ["unshare", "-m", "sh", "-c", "mount --bind \"$0\" /etc/resolv.conf && exec \"$@\"", file, .. command];
    }

    /// <summary>The same for one that validates by itself, by the anchor that Debian has for all.</summary>
    public static string[] ValidatingCommand(LabFolder lab, LabDns dns, params IEnumerable<string> command) => Command(lab, dns.Validating,
        ["sh", "-c", "mount --bind \"$0\" /usr/share/dns/root.key && exec \"$@\"", dns.Zones.TrustAnchorFile, .. command]);
}
