using System.Security.Cryptography;

namespace Gatepost.Fuzz;

/// <summary>
/// The inputs of a target. In git: files that people wrote or that were findings, and <c>distilled.txt</c>, in which fuzzing
/// left the few that together reach all that it reached, a line of base64 each. Under <c>artifacts/</c>: what was found since.
/// </summary>
internal sealed class Corpus(string target)
{
    private const string Distilled = "distilled.txt";

    private readonly string _committed = FuzzFolders.Corpus(target), _found = FuzzFolders.Found(target);

    /// <summary>What people wrote.</summary>
    public IReadOnlyList<byte[]> Written() =>
        [.. Directory.EnumerateFiles(_committed).Where(static file => Path.GetFileName(file) != Distilled)
            .Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    /// <summary>All that is in git.</summary>
    public IReadOnlyList<byte[]> Committed()
    {
        var distilled = Path.Combine(_committed, Distilled);
        return File.Exists(distilled) ? [.. Written(), .. File.ReadAllLines(distilled).Select(Convert.FromBase64String)] : Written();
    }

    /// <summary>What runs before this one found.</summary>
    public IReadOnlyList<byte[]> Found() =>
        [.. Directory.EnumerateFiles(_found).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    /// <summary>Keeps what was found now.</summary>
    public void Keep(byte[] input) =>
        File.WriteAllBytes(Path.Combine(_found, Convert.ToHexStringLower(SHA256.HashData(input))[..16]), input);

    /// <summary>Writes what is to be in git beside what people wrote.</summary>
    public void Distil(IReadOnlyList<byte[]> inputs)
    {
        File.WriteAllText(Path.Combine(_committed, Distilled),
            string.Concat(inputs.Select(static input => Convert.ToBase64String(input) + "\n").Order(StringComparer.Ordinal)));
        Directory.Delete(_found, recursive: true);
    }
}
