using Mono.Cecil;

namespace Gatepost.Tests.Walls;

/// <summary>What a pure protocol may not touch: sockets, files, clocks, the process, logs, configuration.</summary>
internal static class Purity
{
    private static readonly string[] Namespaces =
        ["System.Net.Sockets", "System.Net.Security", "System.Net.Http", "System.IO.Pipes", "System.IO.MemoryMappedFiles",
            "Microsoft."];

    /// <summary>Lives in the namespace of sockets, and is the only way to tell IPv4 from IPv6.</summary>
    private const string AddressFamily = "System.Net.Sockets.AddressFamily";

    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream", "System.IO.Directory", "System.IO.DirectoryInfo",
            "System.TimeProvider",
        "System.Environment", "System.Console", "System.Diagnostics.Process", "System.Diagnostics.Stopwatch",
            "System.Threading.Thread",
        "System.Threading.Timer", "System.Net.Dns", "System.Random",
    };

    public static bool IsBroken(TypeReference type) =>
        Types.Contains(type.FullName) || (type.FullName != AddressFamily
            && Namespaces.Any(prefix => type.FullName.StartsWith(prefix, StringComparison.Ordinal)));
}
