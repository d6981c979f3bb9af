using System.Reflection;

namespace Gatepost.Fuzz;

/// <summary>A copy of this program in which each branch of Gatepost tells that it was taken (SharpFuzz puts the probes in).</summary>
internal static class Instrumented
{
    private static readonly string[] Assemblies = ["Gatepost.dll", "Gatepost.Protocols.dll"];

    /// <summary>Makes it where it is not made yet, and says where the program is.</summary>
    public static string Program()
    {
        var name = Path.GetFileName(Environment.ProcessPath!);
        var folder = Path.Combine(FuzzFolders.Builds, BuildId());
        if (Directory.Exists(folder)) return Path.Combine(folder, name);
        var draft = $"{folder}.{Environment.ProcessId}";
        Copy(AppContext.BaseDirectory, draft);
        foreach (var assembly in Assemblies)
        {
            if (!SharpFuzz.Fuzzer.Instrument(Path.Combine(draft, assembly), static _ => true, SharpFuzz.Options.Value).Any())
                throw new InvalidOperationException($"Nothing in {assembly} was instrumented.");
        }

        Directory.Move(draft, folder);
        return Path.Combine(folder, name);
    }

    private static string BuildId()
    {
        var modules = Assemblies.Append("Gatepost.Fuzz.dll")
            .Select(static name => Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, name)).ManifestModule.ModuleVersionId);
        return Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(modules.SelectMany(static id => id.ToByteArray()).ToArray()))[..16];
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }
}
