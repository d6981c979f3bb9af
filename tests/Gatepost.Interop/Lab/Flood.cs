using System.Globalization;

namespace Gatepost.Interop.Lab;

/// <summary>Clients that do one kind of harm for some time, all from one address, another each time (lab/flood.py).</summary>
internal sealed class Flood : IDisposable
{
    /// <summary>What the addresses of those begin with that have one; those of many have 127.0.67. to 127.0.70.</summary>
    public const string Network = "127.0.66.";

    /// <summary>Whether it comes from a thousand addresses.</summary>
    public static bool IsOfMany(string kind) => kind.StartsWith("many-", StringComparison.Ordinal);

    private static readonly string Script = Path.Combine(Peers.Scripts, "flood.py");

    private static int _count;

    private readonly LabProcess _process;

    private Flood(LabProcess process) => _process = process;

    /// <summary>What was done, in its own words.</summary>
    public string Done => _process.Log.Trim();

    public bool HasEnded => _process.HasExited;

    /// <summary>All kinds of harm.</summary>
    public static IReadOnlyList<string> Kinds()
    {
        using var list = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("python3", [Script, "list"]) { RedirectStandardOutput = true })!;
        return list.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Something at an address of its own that closes each connection at once, and costs next to nothing.</summary>
    public static LabProcess Listen(LabFolder lab, string address) => LabProcess.Start(
        Path.Combine(lab.Sub("floods"), "listener"), "python3", Script, "listen", address, $"{Gateway.MxPort}", $"{Gateway.SubmissionPort}");

    public static Flood Start(LabFolder lab, string kind, string target, TimeSpan time)
    {
        var log = Path.Combine(lab.Sub("floods"), $"{kind}-{Guid.NewGuid():N}");
        return new(LabProcess.Start(log, "python3", Script, "run", kind, target, $"{Gateway.MxPort}",
            $"{Gateway.SubmissionPort}", $"{Network}{Interlocked.Increment(ref _count)}", time.TotalSeconds.ToString(CultureInfo.InvariantCulture)));
    }

    public void Dispose() => _process.Dispose();
}
