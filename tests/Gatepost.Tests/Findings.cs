namespace Gatepost.Tests;

/// <summary>Rules over many files say everything that they found, one a line.</summary>
internal static class Findings
{
    public static void AssertNone(IEnumerable<string> findings)
    {
        var all = findings.ToArray();
        Assert.True(all.Length == 0, $"{all.Length} found:\n{string.Join('\n', all)}");
    }
}
