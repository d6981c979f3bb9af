namespace Gatepost.Tests.Protocols.TlsProbe;

/// <summary>What a real server answered: a line that says which one, then hexadecimal.</summary>
internal sealed record CaptureFile(string Name, string Origin, byte[] Octets)
{
    public static IReadOnlyList<CaptureFile> All { get; } =
        [.. Repository.Files("tests/Gatepost.Tests/Protocols/TlsProbe/Captures", "*.hex").Select(Read)];

    public static CaptureFile Named(string name) => All.Single(capture => capture.Name == name);

    private static CaptureFile Read(string path)
    {
        var lines = Repository.Read(path).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new(Path.GetFileNameWithoutExtension(path), lines[0][2..], Convert.FromHexString(string.Concat(lines[1..])));
    }
}
