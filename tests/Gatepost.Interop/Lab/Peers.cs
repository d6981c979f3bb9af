namespace Gatepost.Interop.Lab;

/// <summary>The programs that nobody here wrote, and where they are. <c>lab/peers ensure</c> puts them there.</summary>
internal static class Peers
{
    public static string Root { get; } = FindRoot();

    public static string Folder { get; } = Path.Combine(Root, "artifacts", "peers");

    public static string Scripts { get; } = Path.Combine(Root, "tests", "Gatepost.Interop", "lab");

    /// <summary>A program of a package that was unpacked.</summary>
    public static string Unpacked(string program) => Path.Combine(Folder, "usr", "sbin", program);

    /// <summary>Ends the test as skipped where peers are missing; with CI=true that is a failure.</summary>
    public static async Task NeedAsync()
    {
        var missing = (await CommandRun.OfAsync("bash", Path.Combine(Scripts, "peers"), "missing")).MustSucceed().Output.Trim();
        if (missing.Length == 0) return;
        var reason = $"missing: {missing.Replace('\n', ' ')}; './build.sh test' as root on Debian installs them";
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(reason);
        Assert.Skip(reason);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Gatepost.slnx"))) return folder.FullName;
        }

        throw new InvalidOperationException("run the tests inside a checkout");
    }
}
