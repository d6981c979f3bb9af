namespace Gatepost.Fuzz;

/// <summary>Where inputs are found and failures are left.</summary>
internal static class FuzzFolders
{
    private static readonly string Root = FindRoot();

    public static string Corpus(string target) =>
        Directory.CreateDirectory(Path.Combine(Root, "tests", "Gatepost.Fuzz", "corpus", target)).FullName;

    public static string Failures(string target) =>
        Directory.CreateDirectory(Path.Combine(Root, "artifacts", "fuzz", target)).FullName;

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Gatepost.slnx"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException("Run it inside the repository: its corpora lie there.");
    }
}
