namespace Gatepost.Fuzz;

/// <summary>Where inputs are found and failures are left.</summary>
internal static class FuzzFolders
{
    private static readonly string Root = FindRoot();

    /// <summary>Instrumented copies of the program.</summary>
    public static string Builds => Made(Path.Combine(Root, "artifacts", "fuzz", "builds"));

    public static string Corpus(string target) => Made(Path.Combine(Root, "tests", "Gatepost.Fuzz", "corpus", target));

    public static string Failures(string target) => Made(Path.Combine(Root, "artifacts", "fuzz", "failures", target));

    /// <summary>Inputs that took a way of their own.</summary>
    public static string Found(string target) => Made(Path.Combine(Root, "artifacts", "fuzz", "found", target));

    private static string Made(string folder) => Directory.CreateDirectory(folder).FullName;

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Gatepost.slnx"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException("Run it inside the repository: its corpora lie there.");
    }
}
