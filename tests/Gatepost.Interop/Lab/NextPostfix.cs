using System.Net;

namespace Gatepost.Interop.Lab;

/// <summary>
/// The Postfix of a later release, which knows REQUIRETLS. It needs later libraries than the machine has, so the folder that it was
/// unpacked into is its root, with the lab and the machine's users in it.
/// </summary>
internal static class NextPostfix
{
    /// <summary>The command that runs another in there.</summary>
    public static string[] Command(LabFolder lab, IPEndPoint? resolver, params IEnumerable<string> command)
    {
        var root = Path.Combine(Peers.Folder, "next");
        var names = lab.Write($"next/resolv-{resolver?.Address}.conf", resolver is null ? "" : $"nameserver {resolver.Address}\noptions edns0 trust-ad\n");
        var script = lab.Write("next/run.sh", $"""
            set -e
            names=$1; shift
            for file in passwd group resolv.conf; do touch "{root}/etc/$file"; done
            for file in passwd group; do mount --bind "/etc/$file" "{root}/etc/$file"; done
            mount --bind "$names" "{root}/etc/resolv.conf"
            mount --rbind /dev "{root}/dev"
            mount --rbind /proc "{root}/proc"
            mount -t tmpfs tmpfs "{root}/tmp"
            mkdir -p "{root}{lab.Path}"
            mount --bind "{lab.Path}" "{root}{lab.Path}"
            exec chroot "{root}" "$@"

            """);
        return ["unshare", "-m", "bash", script, names, .. command];
    }
}
