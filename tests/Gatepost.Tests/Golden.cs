namespace Gatepost.Tests;

/// <summary>Holds output against a file in git. What differs is left under <c>artifacts/golden</c>, to be looked at and copied.</summary>
internal static class Golden
{
    public static void Check(string path, string actual)
    {
        var text = actual.ReplaceLineEndings("\n");
        var file = Repository.PathOf(path);
        if (File.Exists(file) && File.ReadAllText(file).ReplaceLineEndings("\n") == text) return;
        var left = Repository.PathOf(Path.Combine("artifacts", "golden", Path.GetFileName(path)));
        Directory.CreateDirectory(Path.GetDirectoryName(left)!);
        File.WriteAllText(left, text);
        Assert.Equal(File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "", text);
    }
}
